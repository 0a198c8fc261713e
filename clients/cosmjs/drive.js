// Usage: node drive.js RPC_URL [scenario …]    scenarios: bank rpc wasm (all)
import { driveBank } from "./bank.js";
import { Steps } from "./check.js";
import { driveRpc } from "./rpc.js";
import { load } from "./setup.js";
import { driveWasm } from "./wasm.js";

const scenarios = { bank: driveBank, rpc: driveRpc, wasm: driveWasm };
const [url = "http://127.0.0.1:26657", ...wanted] = process.argv.slice(2);
let passed = 0;
try {
  for (const release of ["0.39", "0.32"]) {
    const cosmjs = load(release);
    for (const name of wanted.length > 0 ? wanted : Object.keys(scenarios)) {
      const steps = new Steps(`CosmJS ${release} ${name}`);
      try {
        await scenarios[name](steps, cosmjs, url);
      } finally {
        passed += steps.count;
      }
    }
  }
  console.log(`${passed} passed, 0 failed`);
  process.exit(0);
} catch (error) {
  console.error(error);
  console.log(`${passed} passed, 1 failed`);
  process.exit(1);
}
