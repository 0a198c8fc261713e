;; Reference types are parsed, but two tables are too many.
(module
  (memory (export "memory") 1)
  (table 1 1 funcref)
  (table 1 1 funcref)
  (func (export "interface_version_8"))
  (func (export "allocate") (param i32) (result i32) (i32.const 0))
  (func (export "deallocate") (param i32)))
