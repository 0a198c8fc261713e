;; The host could not pass arguments.
(module
  (memory (export "memory") 1)
  (func (export "interface_version_8"))
  (func (export "deallocate") (param i32)))
