module orrery.dev/msg/golden

go 1.23

require github.com/CosmWasm/wasmvm/v3 v3.0.7

require github.com/shamaton/msgpack/v2 v2.2.0 // indirect
