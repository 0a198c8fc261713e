package dev.orrery.ibc.v2;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import dev.orrery.ibc.Sha256;
import dev.orrery.proto.ibc.core.channel.v2.Acknowledgement;

/** Answers to packets between clients. ibc-go 04-channel/v2 types/acknowledgement.go, commitment.go. */
public final class Acknowledgements {
    /** What stands for any failure: why an application failed is not told to the other chain. ibc-go: ErrorAcknowledgement. */
    public static final ByteString ERROR =
            ByteString.copyFrom(Sha256.of("UNIVERSAL_ERROR_ACKNOWLEDGEMENT".getBytes(UTF_8)));

    private static final byte[] VERSION = {2};

    private Acknowledgements() {}

    public static Acknowledgement of(ByteString answer) {
        return Acknowledgement.newBuilder().addAppAcknowledgements(answer).build();
    }

    public static boolean isSuccess(Acknowledgement acknowledgement) {
        return !acknowledgement.getAppAcknowledgements(0).equals(ERROR);
    }

    static void check(Acknowledgement acknowledgement) {
        if (acknowledgement.getAppAcknowledgementsCount() != 1) {
            throw PacketError.INVALID_ACKNOWLEDGEMENT.failure(
                    "app acknowledgements length is " + acknowledgement.getAppAcknowledgementsCount() + ", must be 1");
        }
        if (acknowledgement.getAppAcknowledgements(0).isEmpty()) {
            throw PacketError.INVALID_ACKNOWLEDGEMENT.failure("app acknowledgement cannot be empty");
        }
    }

    static byte[] commitment(Acknowledgement acknowledgement) {
        byte[][] parts = new byte[1 + acknowledgement.getAppAcknowledgementsCount()][];
        parts[0] = VERSION;
        for (int i = 1; i < parts.length; i++) {
            parts[i] = Sha256.of(acknowledgement.getAppAcknowledgements(i - 1).toByteArray());
        }
        return Sha256.of(parts);
    }
}
