// Assembles every .wat below this folder into the same place below the folder given as argument.
// Modules that break the rules on purpose are assembled too: nothing is validated here.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const [source, target, tools] = process.argv.slice(2);
const wabt = await createRequire(join(tools, "package.json"))("wabt")();

const everything = {
  exceptions: true,
  mutable_globals: true,
  sat_float_to_int: true,
  sign_extension: true,
  simd: true,
  threads: true,
  multi_value: true,
  tail_call: true,
  bulk_memory: true,
  reference_types: true,
  multi_memory: true,
};

for (const path of readdirSync(source, { recursive: true }).sort()) {
  if (!path.endsWith(".wat")) continue;
  const module = wabt.parseWat(path, readFileSync(join(source, path), "utf8"), everything);
  const { buffer } = module.toBinary({ write_debug_names: false, canonicalize_lebs: true });
  const wasm = join(target, path.replace(/\.wat$/, ".wasm"));
  mkdirSync(dirname(wasm), { recursive: true });
  writeFileSync(wasm, buffer);
  module.destroy();
}
