package dev.orrery.server.abci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.orrery.chain.solo.KeyValueApplication;
import dev.orrery.chain.state.db.MemoryDatabase;
import dev.orrery.proto.tendermint.abci.Request;
import dev.orrery.proto.tendermint.abci.RequestApplySnapshotChunk;
import dev.orrery.proto.tendermint.abci.RequestCheckTx;
import dev.orrery.proto.tendermint.abci.RequestCommit;
import dev.orrery.proto.tendermint.abci.RequestEcho;
import dev.orrery.proto.tendermint.abci.RequestExtendVote;
import dev.orrery.proto.tendermint.abci.RequestFinalizeBlock;
import dev.orrery.proto.tendermint.abci.RequestFlush;
import dev.orrery.proto.tendermint.abci.RequestInfo;
import dev.orrery.proto.tendermint.abci.RequestInitChain;
import dev.orrery.proto.tendermint.abci.RequestListSnapshots;
import dev.orrery.proto.tendermint.abci.RequestLoadSnapshotChunk;
import dev.orrery.proto.tendermint.abci.RequestOfferSnapshot;
import dev.orrery.proto.tendermint.abci.RequestPrepareProposal;
import dev.orrery.proto.tendermint.abci.RequestProcessProposal;
import dev.orrery.proto.tendermint.abci.RequestQuery;
import dev.orrery.proto.tendermint.abci.RequestVerifyVoteExtension;
import dev.orrery.proto.tendermint.abci.Response;
import dev.orrery.server.grpc.ListenAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class AbciServerTest {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final Request FLUSH =
            Request.newBuilder().setFlush(RequestFlush.getDefaultInstance()).build();

    private AbciServer server;

    @BeforeEach
    void start() throws IOException {
        server = listen(new ListenAddress.Tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }

    private static AbciServer listen(ListenAddress address) throws IOException {
        KeyValueApplication application = new KeyValueApplication(new MemoryDatabase());
        return AbciServer.listen(address, application, application::query);
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    @Test
    void everyKindOfRequestIsAnsweredByItsKindOfResponse() throws IOException {
        List<Request> requests = Stream.of(
                        Request.newBuilder().setEcho(RequestEcho.newBuilder().setMessage("hear")),
                        Request.newBuilder().setFlush(RequestFlush.getDefaultInstance()),
                        Request.newBuilder().setInfo(RequestInfo.getDefaultInstance()),
                        Request.newBuilder().setInitChain(RequestInitChain.getDefaultInstance()),
                        Request.newBuilder().setQuery(RequestQuery.getDefaultInstance()),
                        Request.newBuilder().setCheckTx(check("a=1")),
                        Request.newBuilder().setPrepareProposal(RequestPrepareProposal.getDefaultInstance()),
                        Request.newBuilder().setProcessProposal(RequestProcessProposal.getDefaultInstance()),
                        Request.newBuilder()
                                .setFinalizeBlock(RequestFinalizeBlock.newBuilder()
                                        .setHeight(1)
                                        .addTxs(ByteString.copyFromUtf8("a=1"))),
                        Request.newBuilder().setExtendVote(RequestExtendVote.getDefaultInstance()),
                        Request.newBuilder().setVerifyVoteExtension(RequestVerifyVoteExtension.getDefaultInstance()),
                        Request.newBuilder().setCommit(RequestCommit.getDefaultInstance()),
                        Request.newBuilder().setListSnapshots(RequestListSnapshots.getDefaultInstance()),
                        Request.newBuilder().setOfferSnapshot(RequestOfferSnapshot.getDefaultInstance()),
                        Request.newBuilder().setLoadSnapshotChunk(RequestLoadSnapshotChunk.getDefaultInstance()),
                        Request.newBuilder().setApplySnapshotChunk(RequestApplySnapshotChunk.getDefaultInstance()))
                .map(Request.Builder::build)
                .toList();
        try (Peer peer = new Peer()) {
            requests.forEach(peer::write);
            peer.send();
            for (Request request : requests) {
                assertEquals(
                        request.getValueCase().name(),
                        peer.read().getValueCase().name());
            }
            assertEquals(
                    1,
                    peer.ask(Request.newBuilder()
                                    .setInfo(RequestInfo.getDefaultInstance())
                                    .build())
                            .getInfo()
                            .getLastBlockHeight());
        }
    }

    @Test
    void manyRequestsAreAnsweredInTheirOrderWhateverPartsTheyComeIn() throws IOException {
        try (Peer peer = new Peer()) {
            for (int i = 0; i < 300; i++) {
                peer.write(Request.newBuilder()
                        .setCheckTx(check(i % 3 == 0 ? "no" : "key=" + i))
                        .build());
            }
            peer.write(FLUSH);
            peer.sendInPartsOf(7);
            for (int i = 0; i < 300; i++) {
                assertEquals(i % 3 == 0 ? 1 : 0, peer.read().getCheckTx().getCode(), "answer " + i);
            }
            assertTrue(peer.read().hasFlush());
        }
    }

    @Test
    void fourConnectionsAreServedAtOnce() throws IOException {
        List<Peer> peers = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                peers.add(new Peer());
            }
            for (Peer peer : peers.reversed()) {
                assertEquals("hear", peer.ask(echo("hear")).getEcho().getMessage());
            }
        } finally {
            for (Peer peer : peers) {
                peer.close();
            }
        }
    }

    @Test
    void anExceptionOfTheApplicationIsToldAndEndsTheConnection() throws IOException {
        try (Peer peer = new Peer()) {
            Request block = Request.newBuilder()
                    .setFinalizeBlock(
                            RequestFinalizeBlock.newBuilder().setHeight(1).addTxs(ByteString.copyFromUtf8("no pair")))
                    .build();
            assertTrue(peer.ask(block).hasException());
            assertTrue(peer.isHungUp());
        }
        stillServes();
    }

    @Test
    void aRequestOfNoKindIsRefused() throws IOException {
        try (Peer peer = new Peer()) {
            assertEquals(
                    "unknown request",
                    peer.ask(Request.getDefaultInstance()).getException().getError());
            assertTrue(peer.isHungUp());
        }
        stillServes();
    }

    @Test
    void aLengthBeyondTheLimitIsRefusedBeforeItsBytesCome() throws IOException {
        for (int length : new int[] {Frames.MAX_REQUEST_BYTES + 1, Integer.MAX_VALUE, -1}) {
            try (Peer peer = new Peer()) {
                peer.writeLength(length);
                peer.send();
                String error = peer.read().getException().getError();
                assertEquals(
                        "a request has " + Integer.toUnsignedString(length) + " bytes, at most "
                                + Frames.MAX_REQUEST_BYTES + " are taken",
                        error);
                assertTrue(peer.isHungUp());
            }
        }
        stillServes();
    }

    @Test
    void aPromisedRequestThatNeverComesHoldsUpNobody() throws IOException {
        try (Peer peer = new Peer()) {
            peer.writeLength(Frames.MAX_REQUEST_BYTES);
            peer.send();
            stillServes();
        }
        stillServes();
    }

    @Test
    void noiseEndsItsOwnConnectionOnly() throws IOException {
        Random random = new Random(8);
        for (int round = 0; round < 200; round++) {
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            try (Peer peer = new Peer()) {
                peer.writeRaw(noise);
                peer.send();
            }
        }
        stillServes();
    }

    @Test
    void moreConnectionsThanAreAllowedAreClosedAtOnce() throws IOException {
        List<Peer> peers = new ArrayList<>();
        try {
            for (int i = 0; i < AbciServer.MAX_CONNECTIONS; i++) {
                Peer peer = new Peer();
                peers.add(peer);
                assertTrue(peer.ask(echo("here")).hasEcho());
            }
            try (Peer oneTooMany = new Peer()) {
                assertTrue(oneTooMany.isHungUp());
            }
            assertTrue(peers.getFirst().ask(echo("still here")).hasEcho());
        } finally {
            for (Peer peer : peers) {
                peer.close();
            }
        }
    }

    @Test
    void aUnixSocketIsServedAndRemovedAtTheEnd(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("abci.sock");
        try (AbciServer unix = listen(new ListenAddress.Unix(path));
                SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            assertEquals("unix://" + path, unix.address().toString());
            echo("hear").writeDelimitedTo(Channels.newOutputStream(channel));
            assertEquals(
                    "hear",
                    Response.parseDelimitedFrom(Channels.newInputStream(channel))
                            .getEcho()
                            .getMessage());
        }
        assertFalse(path.toFile().exists());
    }

    private void stillServes() throws IOException {
        try (Peer peer = new Peer()) {
            assertEquals("hear", peer.ask(echo("hear")).getEcho().getMessage());
        }
    }

    private static Request echo(String message) {
        return Request.newBuilder()
                .setEcho(RequestEcho.newBuilder().setMessage(message))
                .build();
    }

    private static RequestCheckTx check(String transaction) {
        return RequestCheckTx.newBuilder()
                .setTx(ByteString.copyFromUtf8(transaction))
                .build();
    }

    /** The other side. */
    private final class Peer implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();

        Peer() throws IOException {
            InetSocketAddress address = ((ListenAddress.Tcp) server.address()).address();
            socket = new Socket(address.getAddress(), address.getPort());
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = socket.getInputStream();
        }

        void write(Request request) {
            try {
                request.writeDelimitedTo(unsent);
            } catch (IOException e) {
                throw new IllegalStateException("memory took no more", e);
            }
        }

        void writeLength(int length) throws IOException {
            CodedOutputStream coded = CodedOutputStream.newInstance(unsent);
            coded.writeUInt32NoTag(length);
            coded.flush();
        }

        void writeRaw(byte[] bytes) throws IOException {
            unsent.write(bytes);
        }

        void send() throws IOException {
            unsent.writeTo(socket.getOutputStream());
            unsent.reset();
        }

        void sendInPartsOf(int size) throws IOException {
            byte[] all = unsent.toByteArray();
            for (int at = 0; at < all.length; at += size) {
                socket.getOutputStream().write(all, at, Math.min(size, all.length - at));
            }
            unsent.reset();
        }

        Response read() throws IOException {
            return Response.parseDelimitedFrom(in);
        }

        Response ask(Request request) throws IOException {
            write(request);
            send();
            return read();
        }

        boolean isHungUp() throws IOException {
            try {
                return in.read() < 0;
            } catch (SocketException e) {
                return true; // something it had sent was never read
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
