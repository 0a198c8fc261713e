package dev.orrery.server.vmservice;

import com.google.protobuf.ByteString;
import dev.orrery.proto.vm.v1.CallDone;
import dev.orrery.proto.vm.v1.CallRequest;
import dev.orrery.proto.vm.v1.ChainFrame;
import dev.orrery.proto.vm.v1.HostRequest;
import dev.orrery.proto.vm.v1.HostResponse;
import dev.orrery.proto.vm.v1.LaneOffer;
import dev.orrery.proto.vm.v1.VmFrame;
import dev.orrery.server.lane.Lane;
import dev.orrery.server.lane.Lanes;
import dev.orrery.vm.CallCancelledException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the session of a stream and its chain say to each other, each in its turn: on the stream itself at first, on a lane from
 * when they have agreed on one. On the session's thread; hot path.
 */
final class Conversation implements Chain {
    /** How long the session waits for the next call before it ends. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final CallStream stream;
    private final Lanes lanes;
    private final int maxFrameBytes;
    private Frames frames;

    Conversation(CallStream stream, Lanes lanes, int maxFrameBytes) {
        this.stream = stream;
        this.lanes = lanes;
        this.maxFrameBytes = maxFrameBytes;
        this.frames = stream;
    }

    /** Waits for the next call. Empty if there is none, now or ever: the session has to end. */
    Optional<CallRequest> readCall() {
        long deadline = System.nanoTime() + IDLE_NANOS;
        while (true) {
            Optional<ChainFrame> frame = frames.readFirst(deadline);
            if (stream.isBroken()) {
                return Optional.empty();
            }
            if (frame.isEmpty()) {
                if (stream.pause()) {
                    return Optional.empty();
                }
                continue;
            }
            switch (frame.get().getFrameCase()) {
                case CALL -> {
                    return Optional.of(frame.get().getCall());
                }
                case LANE_REQUEST -> openLane();
                default -> end("a frame that is no call arrived while none is running");
            }
        }
    }

    // ---- agreeing on a lane ----

    private void openLane() {
        if (frames != stream) {
            end("a lane was asked for on a lane");
            return;
        }
        Optional<Lane> lane = stream.isLocal() ? lanes.open() : Optional.empty();
        try {
            frames.write(VmFrame.newBuilder()
                    .setLaneOffer(lane.map(Conversation::offer).orElse(LaneOffer.getDefaultInstance()))
                    .build());
            lane.ifPresent(this::awaitReply);
        } catch (CallCancelledException e) {
            lane.ifPresent(Lane::close);
        }
    }

    private static LaneOffer offer(Lane lane) {
        return LaneOffer.newBuilder()
                .setPath(lane.path().toString())
                .setNonce(ByteString.copyFrom(lane.nonce()))
                .setRingBytes(lane.ringBytes())
                .build();
    }

    private void awaitReply(Lane lane) {
        ChainFrame reply = read();
        if (!reply.hasLaneReply()) {
            throw broken("no answer to the offer of a lane");
        }
        lane.unlink();
        if (reply.getLaneReply().getMapped()) {
            stream.moveTo(lane);
            frames = new LaneFrames(lane, stream, maxFrameBytes);
        } else {
            lane.close();
        }
    }

    // ---- during a call ----

    @Override
    public HostResponse ask(HostRequest request) {
        tell(request);
        return readAnswer();
    }

    @Override
    public void tell(HostRequest request) {
        frames.write(VmFrame.newBuilder().setHostRequest(request).build());
    }

    void write(CallDone done) {
        frames.write(VmFrame.newBuilder().setDone(done).build());
    }

    HostResponse readAnswer() {
        ChainFrame frame = read();
        if (!frame.hasHostResponse()) {
            throw broken("another frame arrived where an answer was due");
        }
        return frame.getHostResponse();
    }

    private ChainFrame read() {
        while (true) {
            Optional<ChainFrame> frame = frames.readNext();
            if (frame.isPresent()) {
                return frame.get();
            }
            if (stream.hasEnded()) {
                throw broken("the chain hung up while an answer was due");
            }
        }
    }

    /** Ends the stream because of something that the chain did. */
    CallCancelledException broken(String what) {
        end(what);
        return new CallCancelledException();
    }

    private void end(String what) {
        stream.end(CallStream.violation(what));
    }
}
