package dev.orrery.server.vmservice;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.proto.vm.v1.ChainFrame;
import dev.orrery.proto.vm.v1.VmFrame;
import dev.orrery.server.lane.Lane;
import dev.orrery.vm.CallCancelledException;
import io.grpc.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * Frames through a lane, each behind its length, 4 bytes little endian. The stream that the lane was made for tells when the
 * chain is lost, and is ended when the chain breaks the rules. On the session's thread; hot path.
 */
final class LaneFrames implements Frames {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** Room for nearly all frames. Bytes. */
    private static final int USUAL_BYTES = 4096;

    /** What is set aside for a frame before its bytes are there: its length is the chain's word only. */
    private static final int TRUSTED_BYTES = 1024 * 1024;

    /** What it means when the JVM reports a fault of an access to mapped memory. */
    private static final String CUT_OFF = "the file of the lane was cut off";

    private final Lane lane;
    private final CallStream stream;
    private final int maxFrameBytes;
    private final byte[] in = new byte[USUAL_BYTES];
    private final byte[] out = new byte[USUAL_BYTES];

    LaneFrames(Lane lane, CallStream stream, int maxFrameBytes) {
        this.lane = lane;
        this.stream = stream;
        this.maxFrameBytes = maxFrameBytes;
    }

    @Override
    public Optional<ChainFrame> readFirst(long deadline) {
        try {
            return lane.awaitInput(Lane.Expected.SOMETIME, deadline) ? readNext() : Optional.empty();
        } catch (Lane.CorruptException e) {
            return broken(e.getMessage());
        } catch (InternalError e) {
            return broken(CUT_OFF);
        }
    }

    @Override
    public Optional<ChainFrame> readNext() {
        try {
            if (!lane.read(in, 0, Integer.BYTES)) {
                return Optional.empty();
            }
            int length = (int) INT.get(in, 0);
            if (length < 0) {
                return broken("a frame on the lane has a length above 2 GiB");
            }
            if (length > maxFrameBytes) {
                return tooLong(length);
            }
            byte[] bytes = length <= in.length ? in : new byte[Math.min(length, TRUSTED_BYTES)];
            int done = 0;
            while (done < length) {
                if (done == bytes.length) {
                    bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * bytes.length));
                }
                int portion = Math.min(length, bytes.length) - done;
                if (!lane.read(bytes, done, portion)) {
                    return Optional.empty();
                }
                done += portion;
            }
            return Optional.of(ChainFrame.parser().parseFrom(bytes, 0, length));
        } catch (Lane.CorruptException e) {
            return broken(e.getMessage());
        } catch (InvalidProtocolBufferException e) {
            return broken("a frame on the lane can't be read");
        } catch (InternalError e) {
            return broken(CUT_OFF);
        }
    }

    private Optional<ChainFrame> tooLong(int length) {
        stream.end(Status.RESOURCE_EXHAUSTED.withDescription(
                "a frame of " + length + " bytes is above the limit of " + maxFrameBytes + " bytes, see --max-frame"));
        return Optional.empty();
    }

    private Optional<ChainFrame> broken(String what) {
        stream.end(CallStream.violation(what));
        return Optional.empty();
    }

    @Override
    public void write(VmFrame frame) {
        if (stream.cancellation().isCancelled()) {
            throw new CallCancelledException();
        }
        int size = frame.getSerializedSize();
        int length = Integer.BYTES + size;
        byte[] bytes = length <= out.length ? out : new byte[length];
        INT.set(bytes, 0, size);
        try {
            frame.writeTo(CodedOutputStream.newInstance(bytes, Integer.BYTES, size));
            if (!lane.write(bytes, 0, length)) {
                throw new CallCancelledException();
            }
        } catch (Lane.CorruptException e) {
            broken(e.getMessage());
            throw new CallCancelledException();
        } catch (InternalError e) {
            broken(CUT_OFF);
            throw new CallCancelledException();
        } catch (IOException e) {
            throw new UncheckedIOException("an array has no such faults", e);
        }
    }
}
