package dev.orrery.chain.wasm;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.msg.Bytes;
import dev.orrery.msg.SubMsg;
import java.util.List;
import java.util.Optional;

/** Deals with what a contract wants done. wasmd x/wasm/keeper/keeper.go: WasmVMResponseHandler. */
@FunctionalInterface
interface ResponseHandler {
    /**
     * @param data what the contract answered itself
     * @return what is answered in the end
     */
    Optional<Bytes> handle(Context ctx, Address contract, String ibcPort, List<SubMsg> messages, Optional<Bytes> data);
}
