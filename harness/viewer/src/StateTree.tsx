import type { Json } from "./types";
import { plainValue, type Mark, type TreeNode } from "./tree";

const signs: { [mark in Mark]: string } = { same: "", added: "+ added", removed: "\u2212 removed", changed: "~ changed" };

/** Letters of a value in one line; the members of a longer one have lines of their own. */
const longest = 300;

/** Kind of an event or a row, shown in the line with its key. */
function summary(json: Json | undefined): string {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return "";
  return typeof json.type === "string" ? json.type : "";
}

function Value({ node }: { node: TreeNode }) {
  if (node.mark === "changed")
    return <span class="value"><del>{plainValue(node.before)}</del> <span class="to">became</span> <ins>{plainValue(node.after)}</ins></span>;
  return <span class="value">{plainValue(node.after ?? node.before)}</span>;
}

function Branch({ node, depth, changedOnly, parentMark }: { node: TreeNode; depth: number; changedOnly: boolean; parentMark: Mark }) {
  // Everything below a new node is new, so only the node itself is marked.
  const mark = node.mark === parentMark ? "same" : node.mark;
  const isLong = plainValue(node.after ?? node.before).length > longest;
  const short = node.children.length === 0 || (depth > 0 && !node.touched && parentMark === "same" && !isLong);
  return (
    <li class={node.mark}>
      {mark !== "same" && <span class={`mark ${mark}`}>{signs[mark]}</span>}
      {!node.item && <span class="key">{node.key}{short ? ": " : " "}</span>}
      {short ? <Value node={node} /> : <span class="summary">{summary(node.after ?? node.before)}</span>}
      {!short && <Branches nodes={node.children} depth={depth + 1} changedOnly={changedOnly} parentMark={node.mark} />}
    </li>
  );
}

interface Props {
  nodes: TreeNode[];
  depth: number;
  changedOnly: boolean;
  parentMark: Mark;
}

function Branches({ nodes, depth, changedOnly, parentMark }: Props) {
  // Microdiff marks only the top of an added or removed value; its members inherit the mark.
  const inherited = parentMark === "added" || parentMark === "removed";
  const shown = changedOnly && !inherited ? nodes.filter((node) => node.touched) : nodes;
  return (
    <ul>
      {shown.map((node) => (
        <Branch key={node.key} node={inherited ? { ...node, mark: parentMark } : node} depth={depth} changedOnly={changedOnly} parentMark={parentMark} />
      ))}
    </ul>
  );
}

export function StateTree({ nodes, changedOnly }: { nodes: TreeNode[]; changedOnly: boolean }) {
  if (!nodes.length) return <p class="empty">Nothing yet.</p>;
  if (!nodes.some((node) => node.touched))
    return (
      <div class="state">
        <p class="empty">This step changed nothing.</p>
        {!changedOnly && <Branches nodes={nodes} depth={0} changedOnly={false} parentMark="same" />}
      </div>
    );
  return <div class="state"><Branches nodes={nodes} depth={0} changedOnly={changedOnly} parentMark="same" /></div>;
}
