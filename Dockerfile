# Built in one stage, run in another: the image holds the installed program and no tools.
FROM python:3.12-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY schema schema
COPY graph graph
COPY ingest ingest
COPY api api
COPY viz viz
COPY demo demo
RUN python -m venv /opt/quartiersgraph \
    && /opt/quartiersgraph/bin/pip install --no-cache-dir ".[fast]"

FROM python:3.12-slim
RUN useradd --create-home --uid 1000 quartiersgraph && install -d -o quartiersgraph -g quartiersgraph -m 0700 /data
COPY --from=build /opt/quartiersgraph /opt/quartiersgraph
ENV PATH=/opt/quartiersgraph/bin:$PATH XDG_DATA_HOME=/data PYTHONUNBUFFERED=1
USER quartiersgraph
WORKDIR /home/quartiersgraph
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=5 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/health', timeout=4)"]
ENTRYPOINT ["quartiersgraph"]
# All addresses only because the container's own network decides who reaches it.
CMD ["serve", "--host", "0.0.0.0"]
