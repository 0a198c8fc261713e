package dev.orrery.server.contracts;

import com.google.protobuf.Message;
import dev.orrery.chain.BlockInfo;
import dev.orrery.chain.Chain;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.solo.SoloNode;
import dev.orrery.chain.wasm.CallContext;
import dev.orrery.chain.wasm.VmGasAllowance;
import dev.orrery.chain.wasm.WasmKeeper;
import dev.orrery.server.devnet.UnsignedSending;
import java.util.List;
import java.util.function.Function;

/**
 * The chain's contracts, called without keys: what changes state is a transaction in a block of its own, questions run beside on the
 * newest block. Any thread.
 *
 * @param authority in whose name contracts' sudo is called
 */
public record Contracts(
        Chain chain, SoloNode node, WasmKeeper wasm, UnsignedSending sending, AddressFormat format, String authority) {

    /** An answer, and the gas that it took. */
    record Answer<T>(T value, VmGasAllowance gas, long sdkGas) {}

    /** Carries out a message. Throws {@link FailedCallException} if it fails; nothing stays of it then. */
    UnsignedSending.Outcome carryOut(Message message, BlockRequest block, long vmGasLimit) {
        block.requireNext(node);
        UnsignedSending.Outcome outcome;
        try {
            outcome = sending.send(new UnsignedSending.Order(List.of(message), "", 0, vmGasLimit, block.time()));
        } catch (IllegalArgumentException e) {
            throw Refusals.invalid((block.time().isPresent() ? "block.time_nanos: " : "msg: ") + e.getMessage());
        }
        if (!outcome.isSuccess()) {
            throw FailedCallException.of(outcome);
        }
        return outcome;
    }

    /** Asks the newest state, in any block that the caller likes. Throws what the question throws, or {@link FailedCallException}. */
    <T> Answer<T> ask(BlockRequest block, long vmGasLimit, Function<Context, T> question) {
        VmGasAllowance gas = new VmGasAllowance(vmGasLimit);
        return chain.read(newest -> {
            BlockInfo asked = block.instead(newest.block());
            Context ctx = newest.withBlock(asked).with(CallContext.ALLOWANCE, gas);
            try {
                return new Answer<>(question.apply(ctx), gas, ctx.gas().consumed());
            } catch (RuntimeException e) {
                throw FailedCallException.of(e, gas, ctx.gas().consumed());
            }
        });
    }

    /** Reads the newest state. */
    <T> T read(Function<Context, T> question) {
        return chain.read(question);
    }
}
