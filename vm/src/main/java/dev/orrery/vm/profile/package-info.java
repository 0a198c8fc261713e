/**
 * Where the gas of one call went, function by function.
 *
 * <p>Entry type: {@link dev.orrery.vm.profile.Profiler}. How a profile is drawn or written does not belong here.
 */
package dev.orrery.vm.profile;
