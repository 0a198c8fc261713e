package lane

import "runtime/debug"

// guard has this goroutine survive that the file of the lane was cut off: the VM can do that at any time, and an access to memory
// that is not there any more ends the process otherwise. What it returns is to be deferred.
func guard(err *error) func() {
	before := debug.SetPanicOnFault(true)
	return func() {
		debug.SetPanicOnFault(before)
		fault := recover()
		if fault == nil {
			return
		}
		// Only faults of memory have an address.
		if _, ok := fault.(interface{ Addr() uintptr }); !ok {
			panic(fault)
		}
		*err = errCutOff
	}
}
