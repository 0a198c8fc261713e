/**
 * The guest border: every byte that a contract and its host hand each other is copied here. VM.md 2.1 and 2.2; cosmwasm vm
 * memory.rs, sections.rs.
 *
 * <p>Entry type: {@link dev.orrery.vm.abi.GuestMemory}. What the bytes mean is not decided here.
 */
package dev.orrery.vm.abi;
