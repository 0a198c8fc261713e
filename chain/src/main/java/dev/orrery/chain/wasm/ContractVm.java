package dev.orrery.chain.wasm;

import dev.orrery.chain.trace.CallTrace;
import dev.orrery.engine.FunctionNames;
import dev.orrery.msg.ContractResult;
import dev.orrery.msg.IbcResponse;
import dev.orrery.msg.PayloadLimit;
import dev.orrery.msg.QueryResult;
import dev.orrery.msg.Response;
import dev.orrery.msg.json.Codec;
import dev.orrery.msg.json.GoJson;
import dev.orrery.msg.json.JsonException;
import dev.orrery.vm.Backend;
import dev.orrery.vm.Call;
import dev.orrery.vm.CallOutcome;
import dev.orrery.vm.Checksum;
import dev.orrery.vm.GasReport;
import dev.orrery.vm.Vm;
import dev.orrery.vm.VmException;
import java.util.Optional;

/** Calls contracts and reads their answers, as wasmvm's Go side does. Any thread. wasmvm lib_libwasmvm.go: DeserializeResponse. */
final class ContractVm {
    private final Vm vm;

    ContractVm(Vm vm) {
        this.vm = vm;
    }

    <T> VmAnswer<T> call(Call call, Backend backend, Codec<T> answer) {
        return read(call.gasLimit(), vm.call(call, backend), answer);
    }

    /** The same with every step of it written down. */
    <T> VmAnswer<T> call(Call call, Backend backend, Codec<T> answer, CallTrace trace) {
        CallOutcome outcome = vm.call(call, trace.watched(backend), trace.cancellation(), trace.watch());
        VmAnswer<T> read = read(call.gasLimit(), outcome, answer);
        trace.ended(outcome, read.gas(), errorOf(read), this::functionNames);
        return read;
    }

    private FunctionNames functionNames(Checksum code) {
        try {
            return vm.functionNames(code);
        } catch (VmException e) {
            throw new IllegalStateException("the code ran a moment ago", e);
        }
    }

    private static Optional<String> errorOf(VmAnswer<?> answer) {
        return switch (answer) {
            case VmAnswer.Failed<?> failed -> Optional.of(failed.text());
            case VmAnswer.Read<?> read ->
                switch (read.value()) {
                    case ContractResult.Err<?> err -> Optional.of(err.error());
                    case QueryResult.Err err -> Optional.of(err.error());
                    default -> Optional.empty();
                };
        };
    }

    private static <T> VmAnswer<T> read(long gasLimit, CallOutcome outcome, Codec<T> answer) {
        return switch (outcome) {
            case CallOutcome.Failed failed ->
                new VmAnswer.Failed<>(failed.error().text(), failed.gas());
            case CallOutcome.Returned returned -> read(gasLimit, returned, answer);
        };
    }

    /** Reading an answer costs gas that the VM has not counted; it is charged whether or not the answer can be read. */
    private static <T> VmAnswer<T> read(long gasLimit, CallOutcome.Returned returned, Codec<T> answer) {
        GasReport before = returned.gas();
        long price = returned.output().length * GasRegister.DESERIALIZE_PER_BYTE;
        // Quirk: what was used outside is left out of account, and a sum beyond 64 bits starts over.
        if (Long.compareUnsigned(gasLimit, price + before.usedInternally()) < 0) {
            return new VmAnswer.Failed<>(
                    "insufficient gas left to deserialize contract execution result (" + returned.output().length
                            + " bytes)",
                    before);
        }
        GasReport gas = new GasReport(
                before.limit(), before.remaining() - price, before.usedExternally(), before.usedInternally() + price);
        T value;
        try {
            value = GoJson.decode(answer, returned.output());
        } catch (JsonException e) {
            return new VmAnswer.Failed<>(e.getMessage(), gas);
        }
        Optional<String> refusal = payloadViolation(value);
        return refusal.isPresent() ? new VmAnswer.Failed<>(refusal.get(), gas) : new VmAnswer.Read<>(value, gas);
    }

    private static Optional<String> payloadViolation(Object answer) {
        if (!(answer instanceof ContractResult.Ok<?> ok)) {
            return Optional.empty();
        }
        return switch (ok.value()) {
            case Response response -> PayloadLimit.violation(response.messages());
            case IbcResponse.Basic basic -> PayloadLimit.violation(basic.messages());
            case IbcResponse.Receive receive -> PayloadLimit.violation(receive.messages());
            default -> Optional.empty();
        };
    }
}
