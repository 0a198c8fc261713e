;; The only memory is an imported one, which does not count.
(module
  (import "env" "memory" (memory 1))
  (func (export "interface_version_8"))
  (func (export "allocate") (param i32) (result i32) (i32.const 0))
  (func (export "deallocate") (param i32)))
