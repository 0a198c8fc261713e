package dev.orrery.server.trace;

import com.google.protobuf.ByteString;
import dev.orrery.chain.trace.Step;
import dev.orrery.proto.tendermint.abci.TxResult;
import dev.orrery.vm.profile.CallProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a transaction did.
 *
 * @param result as the block has it
 * @param anteGas SDK gas used before the first message; empty if there was none
 * @param omitted steps that were too many to be kept
 */
public record TxTrace(ByteString hash, TxResult result, OptionalLong anteGas, List<Step> steps, long omitted) {
    public TxTrace {
        steps = List.copyOf(steps);
    }

    /** Calls of contracts, without those inside other calls. */
    private List<Step.Call> calls() {
        List<Step.Call> calls = new ArrayList<>();
        collect(steps, calls);
        return calls;
    }

    /** Where the gas of all contracts went. */
    CallProfile profile() {
        return CallProfile.of(
                "transaction",
                0,
                calls().stream().flatMap(call -> call.profile().stream()).toList());
    }

    /** What the code of all contracts took, those included that were asked by others. CosmWasm gas. */
    long wasmGas() {
        return wasmGas(steps);
    }

    private static long wasmGas(List<Step> steps) {
        long sum = 0;
        for (Step step : steps) {
            sum += switch (step) {
                case Step.Call call -> call.gas().wasm() + wasmGas(call.steps());
                case Step.Message message -> wasmGas(message.steps());
                case Step.SubMessage message -> wasmGas(message.steps());
                case Step.HostCall call -> wasmGas(call.steps());
                case Step.Debug ignored -> 0;
            };
        }
        return sum;
    }

    private static void collect(List<Step> steps, List<Step.Call> calls) {
        for (Step step : steps) {
            switch (step) {
                case Step.Call call -> calls.add(call);
                case Step.Message message -> collect(message.steps(), calls);
                case Step.SubMessage message -> collect(message.steps(), calls);
                case Step.HostCall ignored -> {}
                case Step.Debug ignored -> {}
            }
        }
    }
}
