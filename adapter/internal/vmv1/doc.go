// Package vmv1 is the protocol orrery.vm.v1; all but this comment is generated (see generate.sh).
package vmv1
