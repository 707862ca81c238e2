/** Rows as CSV for spreadsheets (RFC 4180, with a byte order mark); what looks like a formula is made text. */

import { t } from "../words.js";
import { COLUMNS } from "./rows.js";

/** @param {import("./rows.js").Row[]} rows in the order in which they are to stand */
export function csv(rows) {
  const columns = COLUMNS.filter((name) => rows.some((row) => row[name]));
  const lines = [columns.map((name) => t(`list.${name}`)), ...rows.map((row) => columns.map((name) => row[name]))];
  return `\ufeff${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

function cell(text) {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n;]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
