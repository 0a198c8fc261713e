package dev.orrery.chain.trace;

import dev.orrery.msg.ReplyOn;
import dev.orrery.vm.Checksum;
import dev.orrery.vm.EntryPoint;
import dev.orrery.vm.profile.CallProfile;
import java.util.List;
import java.util.Optional;

/** Something that happened in a transaction, with all that happened inside it, in order. */
public sealed interface Step {
    /**
     * A message that a module dealt with, of the transaction itself, of a contract, or inside another.
     *
     * @param sdkGas what it took, unsigned
     * @param error why it failed
     */
    record Message(com.google.protobuf.Message body, long sdkGas, Optional<String> error, List<Step> steps)
            implements Step {
        public Message {
            steps = List.copyOf(steps);
        }
    }

    /**
     * A message that a contract wanted sent, in a branch of its own.
     *
     * @param message in the contract's JSON
     * @param gasLimit SDK gas, where the contract set one
     * @param sdkGas what it took, unsigned
     * @param error why it failed and left nothing behind
     */
    record SubMessage(
            long id,
            ReplyOn replyOn,
            Optional<Long> gasLimit,
            Data message,
            long sdkGas,
            Optional<String> error,
            List<Step> steps)
            implements Step {
        public SubMessage {
            steps = List.copyOf(steps);
        }
    }

    /**
     * A call of a contract.
     *
     * @param args as the entry point takes them, the env first
     * @param output what it answered, unless it failed
     * @param error why it failed, in the VM or by its own words
     * @param profile where its gas went function by function, if that was asked for
     */
    record Call(
            String contract,
            Checksum code,
            EntryPoint entry,
            List<Data> args,
            CallGas gas,
            Optional<Data> output,
            Optional<String> error,
            Optional<CallProfile> profile,
            List<Step> steps)
            implements Step {
        public Call {
            args = List.copyOf(args);
            steps = List.copyOf(steps);
        }
    }

    /**
     * A call of the host by a contract.
     *
     * @param name of the import
     * @param hostGas what the VM charged, CosmWasm gas
     * @param chainGas what the chain charged for it, CosmWasm gas
     * @param about what it was about
     */
    record HostCall(String name, long hostGas, long chainGas, Subject about, List<Step> steps) implements Step {
        public HostCall {
            steps = List.copyOf(steps);
        }
    }

    /**
     * A text that a contract printed.
     *
     * @param gasLeft CosmWasm gas, unsigned
     */
    record Debug(String text, long gasLeft) implements Step {}

    /** What a call of the host was about. */
    sealed interface Subject {
        /** Nothing that the trace knows more of: arithmetic, addresses, debugging. */
        record Computation() implements Subject {}

        /** @param value absent if there is none under the key */
        record Read(Data key, Optional<Data> value) implements Subject {}

        record Write(Data key, Data value) implements Subject {}

        record Remove(Data key) implements Subject {}

        /** @param iterator its number in this call */
        record Scan(Optional<Data> start, Optional<Data> end, boolean ascending, int iterator) implements Subject {}

        /** The next entry of an iterator, or what was asked for of it; both absent at the end. */
        record Next(int iterator, Optional<Data> key, Optional<Data> value) implements Subject {}

        /** @param answer in the contract's JSON */
        record Query(Data request, Data answer) implements Subject {}

        /** The chain refused. */
        record Refused(String why) implements Subject {}
    }
}
