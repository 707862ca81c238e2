/** The editor: CodeMirror with the colours of the page. Tab leaves it, as it leaves every other field. */

import { el } from "../dom.js";
import { EditorState, Compartment } from "../../vendor/codemirror-state/index.js";
import { EditorView, keymap, lineNumbers, drawSelection, highlightActiveLine } from "../../vendor/codemirror-view/index.js";
import { defaultKeymap, history, historyKeymap } from "../../vendor/codemirror-commands/index.js";
import { HighlightStyle, StreamLanguage, bracketMatching, syntaxHighlighting } from "../../vendor/codemirror-language/index.js";
import { tags } from "../../vendor/lezer-highlight/index.js";
import { cypher } from "../../vendor/codemirror-modes/index.js";
import { sparql } from "../../vendor/codemirror-modes/sparql.js";

const MODES = { cypher: StreamLanguage.define(cypher), sparql: StreamLanguage.define(sparql) };
const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "#0e4f57", fontWeight: "650" },
  { tag: [tags.string, tags.special(tags.string)], color: "#7a3b00" },
  { tag: [tags.number, tags.bool, tags.atom], color: "#5c3d8a" },
  { tag: tags.comment, color: "#56636a", fontStyle: "italic" },
  { tag: [tags.variableName, tags.propertyName, tags.definition(tags.variableName)], color: "#1d2629" },
  { tag: [tags.standard(tags.name), tags.typeName], color: "#8c1d2a" },
]);
const THEME = EditorView.theme({
  "&": { fontSize: "1rem", border: "1px solid #71838a", borderRadius: "8px", background: "#fff" },
  "&.cm-focused": { outline: "3px solid #f2b84b", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: "ui-monospace, Menlo, Consolas, monospace", minHeight: "11rem", maxHeight: "24rem", lineHeight: "1.5" },
  ".cm-gutters": { background: "#eef2f1", color: "#56636a", border: "0", borderRadius: "8px 0 0 8px" },
  ".cm-activeLine, .cm-activeLineGutter": { background: "#e3eff0" },
  ".cm-content": { padding: ".6rem 0" },
});

/** @param {{text: string, syntax: "cypher" | "sparql", label: string, description: string, run: () => void}} what */
export function editor({ text, syntax, label, description, run }) {
  const mode = new Compartment();
  const node = el("div", {});
  const root = node.attachShadow({ mode: "open" }); // where CodeMirror's styles are adopted; as a <style> the page's policy forbids them
  const view = new EditorView({
    root, parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(), history(), drawSelection(), highlightActiveLine(), bracketMatching(), EditorView.lineWrapping, THEME,
        syntaxHighlighting(COLOURS), mode.of(MODES[syntax]),
        keymap.of([{ key: "Mod-Enter", run: () => { run(); return true; } }, ...defaultKeymap, ...historyKeymap]),
        EditorView.contentAttributes.of({ "aria-label": label, "aria-description": description, id: "query-text", tabindex: "0", spellcheck: "false", autocapitalize: "off" }),
      ],
    }),
  });
  return {
    node,
    get: () => view.state.doc.toString(),
    set: (fresh) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: fresh } }),
    insert(piece) {
      view.dispatch(view.state.replaceSelection(piece));
      view.focus();
    },
    speak: (wanted) => view.dispatch({ effects: mode.reconfigure(MODES[wanted]) }),
    focus: () => view.focus(),
    measure: () => view.requestMeasure(),
  };
}
