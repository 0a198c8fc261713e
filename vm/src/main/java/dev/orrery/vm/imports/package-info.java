/**
 * The functions that a contract may call, all of module {@code env}. VM.md 2.4; cosmwasm vm imports.rs.
 *
 * <p>Entry type: {@link dev.orrery.vm.imports.ImportTable}, the only list of them. The arithmetic behind the cryptographic
 * ones is {@code vm.crypto}.
 */
package dev.orrery.vm.imports;
