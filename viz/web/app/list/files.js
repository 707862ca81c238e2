/** The list as a file: CSV for spreadsheets (RFC 4180, with a byte order mark), or a workbook that the server writes. */

import { call } from "../api.js";
import { told } from "./rows.js";

/** @typedef {import("../workspace/picture.js").Picture} Picture */

/** What looks like a formula is made text. @param {Picture} picture @returns {Blob} */
export function csv(picture) {
  const { columns, rows } = told(picture);
  const lines = [columns, ...rows].map((line) => line.map(cell).join(",")).join("\r\n");
  return new Blob([`\ufeff${lines}\r\n`], { type: "text/csv;charset=utf-8" });
}

/** @param {Picture} picture @param {string} title @returns {Promise<Blob>} */
export async function xlsx(picture, title) {
  const response = await call("export/list.xlsx", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ title, ...told(picture) }) });
  return response.blob();
}

function cell(text) {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n;]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
