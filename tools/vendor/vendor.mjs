// Refresh static/vendor and templates/icons from the npm registry; run by hand, never in set-up:
//   node tools/vendor/vendor.mjs FOLDER-WITH-NODE_MODULES
// where the folder had: npm i --ignore-scripts @tabler/core@1.0.0 @tabler/icons@3.49.0
//   echarts@6.1.0 tom-select@2.6.2 flatpickr@4.6.13 htmx.org@2.0.10 esbuild
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, "../..");
const modules = path.resolve(process.argv[2], "node_modules");
const target = path.join(root, "static/vendor");

const PACKAGES = [
  { name: "@tabler/core", folder: "tabler", licence: "MIT", texts: ["LICENSE"],
    files: ["dist/css/tabler.min.css", "dist/js/tabler.min.js"] },
  { name: "tom-select", folder: "tom-select", licence: "Apache-2.0", texts: ["LICENSE"],
    files: ["dist/css/tom-select.bootstrap5.min.css", "dist/js/tom-select.complete.min.js"] },
  { name: "flatpickr", folder: "flatpickr", licence: "MIT", texts: ["LICENSE.md"],
    files: ["dist/flatpickr.min.css", "dist/flatpickr.min.js", "dist/l10n/zh.js"] },
  { name: "htmx.org", folder: "htmx", licence: "0BSD", texts: ["LICENSE"],
    files: ["dist/htmx.min.js"] },
  { name: "echarts", folder: "echarts", licence: "Apache-2.0", texts: ["LICENSE", "NOTICE"],
    bundle: ["tools/vendor/echarts.js", "echarts.min.js"] },
];

const ICONS = `home list-check clipboard-list clipboard-check file-text files users user user-circle sitemap calendar flag
  chart-bar layout-dashboard report bell search filter plus x check checks chevron-down chevron-right
  chevrons-left arrow-back-up arrow-forward-up edit trash copy download upload file-import printer columns
  table eye alert-triangle info-circle circle-check help help-circle logout lock key refresh history mail
  message star scale shield-check route walk phone ticket book link menu-2 tag tags category cards award
  target photo list list-details adjustments arrow-down presentation checkbox user-check building-community
  hand-stop password database activity`
  .split(/\s+/);

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const versionOf = (name) => JSON.parse(readFileSync(path.join(modules, name, "package.json"))).version;
const withoutMaps = (text) =>
  text.replace(/\/\*#\s*sourceMappingURL=[^*]*\*\/\s*/g, "").replace(/\/\/#\s*sourceMappingURL=.*\s*/g, "");

function bundle([entry, name], folder) {
  const out = path.join(target, folder, name);
  execFileSync(path.join(modules, "esbuild/bin/esbuild"), [
    path.join(root, entry), "--bundle", "--minify", "--format=iife", "--global-name=echarts",
    "--target=chrome80", "--charset=utf8", "--legal-comments=inline", `--outfile=${out}`,
  ], { env: { ...process.env, NODE_PATH: modules }, stdio: "inherit" });
  return name;
}

rmSync(target, { recursive: true, force: true });
const record = [];
for (const item of PACKAGES) {
  const folder = path.join(target, item.folder);
  mkdirSync(folder, { recursive: true });
  const names = (item.files || []).map((file) => {
    const name = path.basename(file);
    writeFileSync(path.join(folder, name), withoutMaps(readFileSync(path.join(modules, item.name, file), "utf8")));
    return name;
  });
  if (item.bundle) names.push(bundle(item.bundle, item.folder));
  for (const text of item.texts) cpSync(path.join(modules, item.name, text), path.join(folder, text.replace(".md", "")));
  for (const name of names) {
    record.push({ file: `${item.folder}/${name}`, name: item.name, version: versionOf(item.name),
      licence: item.licence, sha256: sha256(readFileSync(path.join(folder, name))) });
  }
}
const icons = path.join(root, "templates/icons");
rmSync(icons, { recursive: true, force: true });
mkdirSync(icons, { recursive: true });
for (const name of ICONS) {
  const drawing = readFileSync(path.join(modules, "@tabler/icons/icons/outline", `${name}.svg`), "utf8");
  const inner = drawing.replace(/<!--[\s\S]*?-->/, "").replace(/<svg[\s\S]*?>/, "").replace("</svg>", "").replace(/\s*\n\s*/g, "");
  writeFileSync(path.join(icons, `${name}.svg`), `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${inner}</svg>\n`);
}
cpSync(path.join(modules, "@tabler/icons/LICENSE"), path.join(icons, "LICENSE"));
const drawings = ICONS.map((name) => readFileSync(path.join(icons, `${name}.svg`))).join("");
record.push({ file: "../../templates/icons/*.svg", name: "@tabler/icons", version: versionOf("@tabler/icons"),
  licence: "MIT", sha256: sha256(drawings) });
for (const [name, folder, text, licence] of [
  ["zrender", "echarts", "LICENSE", "BSD-3-Clause"], ["tslib", "echarts", "LICENSE.txt", "0BSD"],
  ["bootstrap", "tabler", "LICENSE", "MIT"], ["@popperjs/core", "tabler", "LICENSE.md", "MIT"]]) {
  cpSync(path.join(modules, name, text), path.join(target, folder, `LICENSE.${name.replace("@", "").split("/")[0]}`));
  record.push({ file: `${folder} (bundled inside)`, name, version: versionOf(name), licence, sha256: "" });
}
writeFileSync(path.join(target, "VENDOR.json"), `${JSON.stringify(record, null, 2)}\n`);
