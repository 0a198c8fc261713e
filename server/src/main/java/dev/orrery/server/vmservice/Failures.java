package dev.orrery.server.vmservice;

import dev.orrery.proto.vm.v1.Failure;
import dev.orrery.proto.vm.v1.OutOfGas;
import dev.orrery.vm.VmError;
import io.grpc.Status;

/** Failures as the chain gets to see them, and the texts that libwasmvm has at its outer border. libwasmvm error/rust.rs. */
final class Failures {
    static final String CHECKSUM_LENGTH = "Checksum not of length 32";

    /** A defect of ours is no outcome: on other nodes there may be one. */
    static final Status DEFECT = Status.INTERNAL.withDescription("defect of the VM, see its log");

    private Failures() {}

    static Failure of(VmError error) {
        return error instanceof VmError.OutOfGas
                ? Failure.newBuilder()
                        .setOutOfGas(OutOfGas.getDefaultInstance())
                        .build()
                : of(error.text());
    }

    static Failure of(String text) {
        return Failure.newBuilder().setMessage(text).build();
    }

    static String unset(String argument) {
        return "Null/Nil argument: " + argument;
    }
}
