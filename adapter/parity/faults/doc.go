// Package faults breaks things between a chain and a VM in another process. Its tests start and kill VMs of their own:
// run.sh.
package faults
