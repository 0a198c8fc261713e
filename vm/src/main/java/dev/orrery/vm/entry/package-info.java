/**
 * One call of one contract: a fresh instance, arguments in, entry point, result out. VM.md 2.5 and 4.1; cosmwasm vm
 * instance.rs, calls.rs.
 *
 * <p>Entry type: {@link dev.orrery.vm.entry.ContractInstance}. Where the compiled code comes from is {@code vm.cache}.
 */
package dev.orrery.vm.entry;
