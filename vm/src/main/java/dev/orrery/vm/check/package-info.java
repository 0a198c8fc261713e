/**
 * What code must be like to be stored, in the reference's order and words. VM.md chapter 1; cosmwasm vm compatibility.rs,
 * parsed_wasm.rs, limited.rs and wasm_backend/gatekeeper.rs, and the validation that Wasmer does before it compiles.
 *
 * <p>Entry type: {@link dev.orrery.vm.check.UploadCheck}. Nothing here keeps, compiles or runs code.
 */
package dev.orrery.vm.check;
