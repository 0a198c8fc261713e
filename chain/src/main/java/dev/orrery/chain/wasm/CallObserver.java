package dev.orrery.chain.wasm;

import dev.orrery.chain.address.Address;
import dev.orrery.msg.SubMsg;
import dev.orrery.vm.EntryPoint;
import dev.orrery.vm.GasReport;
import java.util.List;

/** Is told what contracts do while they run, also of what is undone later. Must not throw; changes nothing. */
public interface CallObserver {
    /** A contract was called, queries included; told when the call ends, so inner calls come first. */
    void called(Address contract, EntryPoint entry, GasReport gas);

    /** A contract answered and wants these messages sent; told before they are. */
    void emitted(Address contract, List<SubMsg> messages);

    /** Tells another one, too, after this one. */
    default CallObserver and(CallObserver other) {
        CallObserver first = this;
        return new CallObserver() {
            @Override
            public void called(Address contract, EntryPoint entry, GasReport gas) {
                first.called(contract, entry, gas);
                other.called(contract, entry, gas);
            }

            @Override
            public void emitted(Address contract, List<SubMsg> messages) {
                first.emitted(contract, messages);
                other.emitted(contract, messages);
            }
        };
    }
}
