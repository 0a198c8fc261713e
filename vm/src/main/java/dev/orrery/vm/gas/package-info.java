/**
 * Prices and the counter: what each operator, host call and copied byte costs in every release of cosmwasm-vm, and how
 * charges meet the fuel of the running instance. VM.md chapters 3 and 9.
 *
 * <p>Entry type: {@link dev.orrery.vm.gas.GasSchedule}. Prices of a chain's own store are the chain's and arrive with its
 * answers.
 */
package dev.orrery.vm.gas;
