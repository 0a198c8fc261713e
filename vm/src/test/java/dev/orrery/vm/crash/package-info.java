/** What processes that end at any moment, and threads in each other's way, leave of a VM's directory. */
package dev.orrery.vm.crash;
