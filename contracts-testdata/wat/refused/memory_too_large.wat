;; One page more than the 512 a contract may start with.
(module
  (memory (export "memory") 513)
  (func (export "interface_version_8"))
  (func (export "allocate") (param i32) (result i32) (i32.const 0))
  (func (export "deallocate") (param i32)))
