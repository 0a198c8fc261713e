package dev.orrery.server.vmservice;

import dev.orrery.proto.vm.v1.CallDone;
import dev.orrery.proto.vm.v1.CallRequest;
import dev.orrery.proto.vm.v1.ChainFrame;
import dev.orrery.proto.vm.v1.HostRequest;
import dev.orrery.proto.vm.v1.HostResponse;
import dev.orrery.proto.vm.v1.VmFrame;
import dev.orrery.vm.CallCancelledException;
import dev.orrery.vm.Cancellation;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One stream of calls, seen by two threads: the event loop puts in what arrives, the session's thread reads and writes as if
 * it were alone. Hot path.
 *
 * <p>A chain sends one frame and waits, so there is room for one; a second breaks the protocol and the stream. A stream on
 * which nothing happens for some time has no thread until the next call.
 */
final class CallStream implements StreamObserver<ChainFrame>, Chain, AutoCloseable {
    /** How long the thread of a stream waits for the next call before it ends. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final ServerCallStreamObserver<VmFrame> out;
    private final SessionFactory sessions;

    /** For all calls of the stream: it is taken back once, when the stream breaks. */
    private final Cancellation cancellation = Cancellation.onRequest();

    /** What has arrived and was not read yet; null if nothing. Put in by the event loop, taken out by the session. */
    private volatile ChainFrame arrived;

    /** Why nothing more will arrive: OK if the chain hung up, else what broke the stream. Null while something may. */
    private volatile Status ended;

    /** The thread of the session; null while there is none. Written with this object's lock held. */
    private volatile Thread session;

    /** Makes the thread of a session, not started, or says why the stream can't have one. */
    @FunctionalInterface
    interface SessionFactory {
        Thread newThread(CallStream stream, CallRequest first) throws NoSuchHandleException;
    }

    CallStream(StreamObserver<VmFrame> out, SessionFactory sessions) {
        this.out = (ServerCallStreamObserver<VmFrame>) out;
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
        arrived = frame;
        if (session == null) {
            startSession(frame);
        }
        wake();
        out.request(1);
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
        if (!first.hasCall()) {
            end(violation("the first frame is no call"));
            return;
        }
        synchronized (this) {
            if (session != null || ended != null) {
                return;
            }
            try {
                session = sessions.newThread(this, first.getCall());
                session.start();
            } catch (NoSuchHandleException e) {
                end(e.status());
            }
        }
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

    /** Waits for the next call. Empty if there is none, now or ever: the thread of the session has to end. */
    Optional<CallRequest> readCall() {
        long deadline = System.nanoTime() + IDLE_NANOS;
        while (arrived == null && ended == null) {
            long left = deadline - System.nanoTime();
            if (left <= 0 && leave()) {
                return Optional.empty();
            }
            LockSupport.parkNanos(this, left);
        }
        ChainFrame frame = arrived;
        if (frame == null || (ended != null && !ended.isOk())) {
            return Optional.empty();
        }
        arrived = null;
        if (!frame.hasCall()) {
            end(violation("an answer arrived while no call is running"));
            return Optional.empty();
        }
        return Optional.of(frame.getCall());
    }

    /** Gives up the thread unless something has just arrived. */
    private synchronized boolean leave() {
        if (arrived != null || ended != null) {
            return false;
        }
        session = null;
        return true;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public HostResponse ask(HostRequest request) {
        tell(request);
        ChainFrame frame = take();
        if (!frame.hasHostResponse()) {
            throw broken(violation("a call arrived where an answer was due"));
        }
        return frame.getHostResponse();
    }

    @Override
    public void tell(HostRequest request) {
        write(VmFrame.newBuilder().setHostRequest(request).build());
    }

    void write(CallDone done) {
        write(VmFrame.newBuilder().setDone(done).build());
    }

    private ChainFrame take() {
        while (true) {
            ChainFrame frame = arrived;
            if (frame != null) {
                arrived = null;
                return frame;
            }
            if (ended != null) {
                throw broken(violation("the chain hung up while an answer was due"));
            }
            LockSupport.park(this);
        }
    }

    /** Waits for a slow chain to read what it was sent before. */
    private void write(VmFrame frame) {
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

    private CallCancelledException broken(Status status) {
        end(status);
        return new CallCancelledException();
    }

    /** The end of the session's thread. Ends the stream unless it only pauses. */
    @Override
    public synchronized void close() {
        if (session != Thread.currentThread()) {
            return;
        }
        session = null;
        if (ended == null) {
            ended = Status.INTERNAL.withDescription("the session ended early");
        }
        finish();
    }

    private static Status violation(String what) {
        return Status.FAILED_PRECONDITION.withDescription("out of step: " + what);
    }
}
