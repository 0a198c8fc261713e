/** The published CosmWasm advisories that can be tried against the VM, one test each, named after it. */
package dev.orrery.vm.advisory;
