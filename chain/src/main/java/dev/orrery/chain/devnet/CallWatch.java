package dev.orrery.chain.devnet;

import dev.orrery.chain.address.Address;
import dev.orrery.chain.wasm.CallObserver;
import dev.orrery.chain.wasm.VmGasAllowance;
import dev.orrery.msg.SubMsg;
import dev.orrery.vm.EntryPoint;
import dev.orrery.vm.GasReport;
import java.util.ArrayList;
import java.util.List;

/**
 * Sees what contracts do within one call, of which a transaction's result tells only the outcome. Written by the thread that runs
 * the call, read when that is over.
 */
public final class CallWatch implements CallObserver {
    private final VmGasAllowance gas;
    private final List<Emitted> messages = new ArrayList<>();

    /** @param vmGasLimit what the call may use, unsigned */
    public CallWatch(long vmGasLimit) {
        gas = new VmGasAllowance(vmGasLimit);
    }

    /** A message, and the contract that wants it sent. */
    public record Emitted(Address contract, SubMsg message) {}

    /** What all contracts together were allowed, and used. */
    public VmGasAllowance gas() {
        return gas;
    }

    /** What contracts wanted sent, in the order in which they said so. */
    public List<Emitted> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void called(Address contract, EntryPoint entry, GasReport used) {}

    @Override
    public void emitted(Address contract, List<SubMsg> emitted) {
        emitted.forEach(message -> messages.add(new Emitted(contract, message)));
    }
}
