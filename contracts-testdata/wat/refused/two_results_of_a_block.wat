;; The result limit includes the types of blocks.
(module
  (memory (export "memory") 1)
  (func
    (block (result i32 i32) (i32.const 1) (i32.const 2))
    drop
    drop)
  (func (export "interface_version_8"))
  (func (export "allocate") (param i32) (result i32) (i32.const 0))
  (func (export "deallocate") (param i32)))
