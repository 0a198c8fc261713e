package dev.orrery.server.vmservice;

import dev.orrery.proto.vm.v1.ChainFrame;
import dev.orrery.proto.vm.v1.VmFrame;
import dev.orrery.server.lane.Lane;
import dev.orrery.vm.CallCancelledException;
import dev.orrery.vm.Cancellation;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * One stream of calls, seen by two threads: the event loop puts in what arrives, the session's thread reads and writes as if
 * it were alone. Hot path. Once the session has moved to a lane the stream only tells of the end of either side.
 *
 * <p>A chain sends one frame and waits, so there is room for one; a second breaks the protocol and the stream. A stream on
 * which nothing happens for some time has no thread until the next call.
 */
final class CallStream implements StreamObserver<ChainFrame>, Frames, AutoCloseable {
    /** As good as no deadline: centuries. */
    private static final long FOREVER_NANOS = Long.MAX_VALUE / 2;

    private final ServerCallStreamObserver<VmFrame> out;
    private final boolean local;
    private final SessionFactory sessions;

    /** For all calls of the stream: it is taken back once, when the stream breaks. */
    private final Cancellation cancellation = Cancellation.onRequest();

    /** What has arrived and was not read yet; null if nothing. Put in by the event loop, taken out by the session. */
    private volatile ChainFrame arrived;

    /** Why nothing more will arrive: OK if the chain hung up, else what broke the stream. Null while something may. */
    private volatile Status ended;

    /** The thread of the session; null while there is none. Written with this object's lock held. */
    private volatile Thread session;

    /** Where the frames are instead of here. Written with this object's lock held. */
    private volatile Optional<Lane> lane = Optional.empty();

    /** Makes the thread of a session, not started, or says why the stream can't have one. */
    @FunctionalInterface
    interface SessionFactory {
        Thread newThread(CallStream stream, String handle) throws NoSuchHandleException;
    }

    /** @param local whether the chain is on this machine */
    CallStream(StreamObserver<VmFrame> out, boolean local, SessionFactory sessions) {
        this.out = (ServerCallStreamObserver<VmFrame>) out;
        this.local = local;
        this.sessions = sessions;
        this.out.disableAutoRequest();
        this.out.setOnCancelHandler(() -> end(Status.CANCELLED));
        this.out.setOnReadyHandler(this::wake);
    }

    /** Lets the first frame come. */
    void open() {
        out.request(1);
    }

    // ---- event loop ----

    @Override
    public void onNext(ChainFrame frame) {
        if (arrived != null) {
            end(violation("a frame arrived before the one before it was answered"));
            return;
        }
        if (lane.isPresent()) {
            end(violation("a frame arrived beside the lane"));
            return;
        }
        arrived = frame;
        if (session == null) {
            startSession(frame);
        }
        wake();
        if (!isLast(frame)) {
            out.request(1);
        }
    }

    /** Whether the chain may go on without an answer to this frame: then the next one waits until this one was read. */
    private static boolean isLast(ChainFrame frame) {
        return frame.hasLaneReply() || frame.getHostResponse().hasWrites();
    }

    @Override
    public void onCompleted() {
        end(Status.OK);
    }

    @Override
    public void onError(Throwable broken) {
        end(Status.fromThrowable(broken));
    }

    private void startSession(ChainFrame first) {
        Optional<String> handle = handle(first);
        if (handle.isEmpty()) {
            end(violation("the first frame is no call"));
            return;
        }
        synchronized (this) {
            if (session != null || ended != null) {
                return;
            }
            try {
                session = sessions.newThread(this, handle.get());
                session.start();
            } catch (NoSuchHandleException e) {
                end(e.status());
            }
        }
    }

    private static Optional<String> handle(ChainFrame first) {
        return switch (first.getFrameCase()) {
            case CALL -> Optional.of(first.getCall().getHandle());
            case LANE_REQUEST -> Optional.of(first.getLaneRequest().getHandle());
            default -> Optional.empty();
        };
    }

    private void wake() {
        LockSupport.unpark(session);
    }

    /** Notes the end of the stream: by the chain, by a fault of one side. The first fault counts. */
    synchronized void end(Status status) {
        if (ended != null && !ended.isOk()) {
            return;
        }
        ended = status;
        if (!status.isOk()) {
            cancellation.cancel();
        }
        lane.ifPresent(Lane::interrupt);
        if (session == null) {
            finish();
        } else {
            wake();
        }
    }

    private void finish() {
        if (ended.isOk()) {
            out.onCompleted();
        } else {
            out.onError(ended.asRuntimeException());
        }
    }

    // ---- session ----

    boolean hasEnded() {
        return ended != null;
    }

    /** Ended, and not by a chain that simply hung up. */
    boolean isBroken() {
        return ended != null && !ended.isOk();
    }

    Cancellation cancellation() {
        return cancellation;
    }

    /** Whether the chain is on this machine. */
    boolean isLocal() {
        return local;
    }

    @Override
    public Optional<ChainFrame> readNext() {
        return readFirst(System.nanoTime() + FOREVER_NANOS);
    }

    @Override
    public Optional<ChainFrame> readFirst(long deadline) {
        while (true) {
            ChainFrame frame = arrived;
            if (frame != null) {
                arrived = null;
                if (isLast(frame)) {
                    out.request(1);
                }
                return Optional.of(frame);
            }
            long left = deadline - System.nanoTime();
            if (ended != null || left <= 0) {
                return Optional.empty();
            }
            LockSupport.parkNanos(this, left);
        }
    }

    @Override
    public void write(VmFrame frame) {
        while (true) {
            if (cancellation.isCancelled()) {
                throw new CallCancelledException();
            }
            if (out.isReady()) {
                out.onNext(frame);
                return;
            }
            LockSupport.park(this);
        }
    }

    /** From now on all frames go through the lane, which ends with this session. */
    synchronized void moveTo(Lane lane) {
        this.lane = Optional.of(lane);
        if (ended != null) {
            lane.interrupt();
        }
    }

    /**
     * Gives up the session's thread, unless something has just arrived. A stream without a lane gets another thread for the next
     * call; one with a lane has nobody who would look there, so it ends.
     */
    synchronized boolean pause() {
        if (ended == null && lane.isPresent()) {
            ended = Status.OK;
        }
        if (arrived != null || ended != null) {
            return ended != null;
        }
        session = null;
        return true;
    }

    /** The end of the session's thread. Ends the stream unless it only pauses. */
    @Override
    public synchronized void close() {
        if (session != Thread.currentThread()) {
            return;
        }
        session = null;
        lane.ifPresent(Lane::close);
        lane = Optional.empty();
        if (ended == null) {
            ended = Status.INTERNAL.withDescription("the session ended early");
        }
        finish();
    }

    static Status violation(String what) {
        return Status.FAILED_PRECONDITION.withDescription("out of step: " + what);
    }
}
