package dev.orrery.chain.wasm;

import dev.orrery.msg.ContractResult;
import dev.orrery.msg.IbcResponse;
import dev.orrery.msg.PayloadLimit;
import dev.orrery.msg.Response;
import dev.orrery.msg.json.Codec;
import dev.orrery.msg.json.GoJson;
import dev.orrery.msg.json.JsonException;
import dev.orrery.vm.Backend;
import dev.orrery.vm.Call;
import dev.orrery.vm.CallOutcome;
import dev.orrery.vm.GasReport;
import dev.orrery.vm.Vm;
import java.util.Optional;

/** Calls contracts and reads their answers, as wasmvm's Go side does. Any thread. wasmvm lib_libwasmvm.go: DeserializeResponse. */
final class ContractVm {
    private final Vm vm;

    ContractVm(Vm vm) {
        this.vm = vm;
    }

    <T> VmAnswer<T> call(Call call, Backend backend, Codec<T> answer) {
        return switch (vm.call(call, backend)) {
            case CallOutcome.Failed failed ->
                new VmAnswer.Failed<>(failed.error().text(), failed.gas());
            case CallOutcome.Returned returned -> read(call.gasLimit(), returned, answer);
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
