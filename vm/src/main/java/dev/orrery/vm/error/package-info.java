/**
 * What can go wrong inside a call, and the reference's exact text of each. cosmwasm vm errors/: VmError, CommunicationError,
 * RegionValidationError.
 *
 * <p>Entry type: {@link dev.orrery.vm.error.Failure}. What a chain gets to see of it is {@link dev.orrery.vm.VmError}.
 */
package dev.orrery.vm.error;
