"""Points on the map: 'longitude latitude' in WGS84 with at most six decimals, '13.5123 52.487'."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache

from pyproj import Transformer
from pyproj.exceptions import ProjError

from schema.values.base import Kind, Scalar, ValueProblem, squeeze

_DECIMALS = 6
_METRES_PER_DEGREE = 111_320.0
_NEAR_METRES = 200.0


def clean(raw: object) -> str | None:
    """Text '13.5 52.5' (or '13,5 52,5'), a pair (lon, lat) or a GeoJSON Point."""
    if raw is None or raw == "":
        return None
    if isinstance(raw, Mapping):
        if raw.get("type") != "Point":
            raise ValueProblem("point-invalid", "This geometry is not a Point.")
        raw = raw.get("coordinates")
    if isinstance(raw, Sequence) and not isinstance(raw, str):
        if len(raw) < 2:
            raise ValueProblem("point-invalid", "A point has a longitude and a latitude.")
        return make_point(raw[0], raw[1])
    return _from_text(squeeze(raw))


def _from_text(text: str) -> str | None:
    if not text:
        return None
    text = re.sub(r"^POINT\s*\((.*)\)$", r"\1", text, flags=re.IGNORECASE)
    numbers = re.findall(r"-?\d+(?:[.,]\d+)?", text)
    if len(numbers) != 2:
        raise ValueProblem("point-invalid", "A point is two numbers, longitude and latitude.")
    return make_point(numbers[0], numbers[1])


def make_point(longitude: object, latitude: object) -> str:
    """The stored form of two coordinates in degrees (numbers or text, also with decimal comma)."""
    lon, lat = _degrees(longitude), _degrees(latitude)
    if not (-180 <= lon <= 180 and -90 <= lat <= 90) or (lon == 0 and lat == 0):
        raise ValueProblem("point-invalid", "These coordinates are not degrees on Earth.")
    return f"{_short(lon)} {_short(lat)}"


def projected_point(system: str, east: object, north: object) -> str:
    """The stored form of coordinates in metres of a projected system ('EPSG:25833'), to about a decimetre."""
    try:
        longitude, latitude = _transformer(system).transform(coordinate(east), coordinate(north))
    except ProjError:
        raise ValueProblem("point-invalid", f"The coordinate system {system} is not known.") from None
    return make_point(round(longitude, _DECIMALS), round(latitude, _DECIMALS))


@cache
def _transformer(system: str) -> Transformer:
    return Transformer.from_crs(system, "EPSG:4326", always_xy=True)


def coordinate(raw: object) -> float:
    """A number with a decimal comma or point, digits grouped or not: '5.712.345', '392345,50'."""
    text = squeeze(raw).replace(" ", "")
    return _degrees(text.replace(".", "") if text.count(".") > 1 else text)


def _degrees(raw: object) -> float:
    try:
        value = float(squeeze(raw).replace(",", "."))
    except ValueError:
        raise ValueProblem("point-invalid", "A coordinate is not a number.") from None
    if not math.isfinite(value):
        raise ValueProblem("point-invalid", "A coordinate is not a number.")
    return value


def _short(value: float) -> str:
    text = f"{value:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def lon_lat(value: str) -> tuple[float, float]:
    """The two numbers of a stored point."""
    lon, lat = value.split()
    return float(lon), float(lat)


def accuracy(value: str) -> float:
    """Metres by which rounding may have moved a stored point: half of its last decimal's step."""
    decimals = max(len(part.partition(".")[2]) for part in value.split())
    return 0.5 * 10.0**-decimals * _METRES_PER_DEGREE


def distance(left: str, right: str) -> float:
    """Metres between two stored points, on a plane that is true for distances within a city."""
    (lon, lat), (other_lon, other_lat) = lon_lat(left), lon_lat(right)
    east = (lon - other_lon) * math.cos(math.radians((lat + other_lat) / 2))
    return math.hypot(east, lat - other_lat) * _METRES_PER_DEGREE


def compare(left: Scalar, right: Scalar) -> float:
    """1.0 at the same spot, falling to 0 at 200 m."""
    return max(0.0, 1.0 - distance(str(left), str(right)) / _NEAR_METRES)


def caption(value: Scalar, lang: str) -> str:
    """'52,487° N, 13,5123° O' in German, '52.487° N, 13.5123° E' in English."""
    lon, lat = str(value).split()
    east = "O" if lang == "de" else "E"
    text = f"{lat.lstrip('-')}° {'S' if lat[0] == '-' else 'N'}; {lon.lstrip('-')}° {'W' if lon[0] == '-' else east}"
    return (text.replace(".", ",") if lang == "de" else text).replace(";", ",")


KIND = Kind("point", clean, compare, caption)
