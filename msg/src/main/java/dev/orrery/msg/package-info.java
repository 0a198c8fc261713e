/**
 * The contract interface as records: what a chain tells a contract and what a contract asks of the chain.
 *
 * <p>Spec: VM.md §4.6–4.8, VM_ANNEX.md §3. Unions are sealed interfaces; each has a variant for "nothing known was
 * set", because Go accepts that and leaves the refusal to the chain. Unsigned 64-bit numbers are {@code long}s to be
 * read with {@link java.lang.Long#toUnsignedString}. JSON lives in {@code dev.orrery.msg.json}; rules of the VM or of
 * a chain do not belong here.
 */
package dev.orrery.msg;
