package dev.orrery.server.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.protobuf.ByteString;
import dev.orrery.chain.ChainConfig;
import dev.orrery.chain.solo.block.Times;
import dev.orrery.chain.wasm.wiring.WasmModule;
import dev.orrery.proto.cosmos.tx.v1beta1.BroadcastMode;
import dev.orrery.proto.cosmos.tx.v1beta1.BroadcastTxRequest;
import dev.orrery.proto.cosmos.tx.v1beta1.ServiceGrpc;
import dev.orrery.proto.tendermint.abci.Request;
import dev.orrery.proto.tendermint.abci.RequestCommit;
import dev.orrery.proto.tendermint.abci.RequestFinalizeBlock;
import dev.orrery.proto.tendermint.abci.RequestInfo;
import dev.orrery.proto.tendermint.abci.RequestInitChain;
import dev.orrery.proto.tendermint.abci.RequestQuery;
import dev.orrery.proto.tendermint.abci.Response;
import dev.orrery.proto.tendermint.abci.ResponseInfo;
import dev.orrery.proto.tendermint.abci.ResponseInitChain;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import dev.orrery.proto.tendermint.crypto.PublicKey;
import dev.orrery.server.abci.AbciClient;
import dev.orrery.server.grpc.ListenAddress;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The application by itself; under a real CometBFT it is run by clients/comet/run.sh. */
@Timeout(60)
class ReplicatedChainTest {
    private static final ChainConfig CONFIG = ChainConfig.of("wasm");
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private ReplicatedChain start(String name) throws IOException {
        ListenAddress.Tcp anywhere = new ListenAddress.Tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return ReplicatedChain.start(new ReplicatedChain.Settings(
                Optional.of(folder.resolve(name)),
                new ReplicatedChain.Addresses(new ListenAddress.Unix(socket(name)), anywhere, anywhere),
                Optional.empty(),
                CONFIG,
                WasmModule.Settings.DEFAULT,
                0));
    }

    private Path socket(String name) {
        return folder.resolve(name + ".sock");
    }

    @Test
    void itsValidatorsAreThoseOfTheCompletedGenesis() throws IOException {
        try (ReplicatedChain chain = start("one");
                Engine engine = new Engine(socket("one"))) {
            assertEquals(0, engine.info().getLastBlockHeight());
            ResponseInitChain begun = engine.begin();
            assertEquals(4, begun.getValidatorsCount());
            assertEquals(
                    List.of(13L, 12L, 11L, 10L),
                    begun.getValidatorsList().stream()
                            .map(ValidatorUpdate::getPower)
                            .toList());
            engine.finalizeBlock(1);
            engine.commit();
            assertEquals(1, engine.info().getLastBlockHeight());
            assertEquals(1, chain.height());
        }
    }

    @Test
    void aBlockThatWasNotCommittedIsRunAgainWithTheSameState() throws IOException {
        ByteString uncommitted;
        try (ReplicatedChain chain = start("again");
                Engine engine = new Engine(socket("again"))) {
            engine.begin();
            engine.finalizeBlock(1);
            engine.commit();
            uncommitted = engine.finalizeBlock(2);
            assertEquals(1, chain.height());
        }
        try (ReplicatedChain chain = start("again");
                Engine engine = new Engine(socket("again"))) {
            assertEquals(1, engine.info().getLastBlockHeight());
            assertEquals(uncommitted, engine.finalizeBlock(2));
            engine.commit();
            assertEquals(uncommitted, engine.info().getLastBlockAppHash());
            assertEquals(2, chain.height());
        }
    }

    @Test
    void applicationsOfOneChainHaveOneState() throws IOException {
        try (ReplicatedChain left = start("left");
                ReplicatedChain right = start("right");
                Engine leftEngine = new Engine(socket("left"));
                Engine rightEngine = new Engine(socket("right"))) {
            leftEngine.begin();
            rightEngine.begin();
            for (long height = 1; height <= 5; height++) {
                assertEquals(leftEngine.finalizeBlock(height), rightEngine.finalizeBlock(height));
                leftEngine.commit();
                rightEngine.commit();
            }
            assertEquals(left.height(), right.height());
        }
    }

    @Test
    void aBlockOutOfTurnIsAnException() throws IOException {
        try (ReplicatedChain chain = start("turn")) {
            try (Engine engine = new Engine(socket("turn"))) {
                engine.begin();
                Response response = engine.ask(Request.newBuilder()
                        .setFinalizeBlock(RequestFinalizeBlock.newBuilder().setHeight(7))
                        .build());
                assertEquals(
                        "invalid height: 7; expected: 1",
                        response.getException().getError());
            }
            try (Engine engine = new Engine(socket("turn"))) {
                assertEquals(0, engine.info().getLastBlockHeight());
                assertEquals(0, chain.height());
            }
        }
    }

    @Test
    void aGenesisWithoutStateIsRefused() throws IOException {
        try (ReplicatedChain chain = start("empty");
                Engine engine = new Engine(socket("empty"))) {
            Response response = engine.ask(Request.newBuilder()
                    .setInitChain(RequestInitChain.newBuilder().setChainId("test-1"))
                    .build());
            assertEquals("the genesis has no app_state", response.getException().getError());
            assertEquals(0, chain.height());
        }
    }

    /** Clients can make CometBFT ask anything; an exception would end it. */
    @Test
    void noQuestionIsAnsweredByAnException() throws IOException {
        try (ReplicatedChain chain = start("asked");
                Engine engine = new Engine(socket("asked"))) {
            for (String path : List.of(
                    "",
                    "/",
                    "/nothing",
                    "/store/bank/key",
                    "/cosmos.bank.v1beta1.Query/Balance",
                    "/cosmos.tx.v1beta1.Service/GetTx",
                    "/cosmos.tx.v1beta1.Service/Simulate",
                    "/cosmos.base.tendermint.v1beta1.Service/GetLatestBlock")) {
                for (ByteString data : List.of(ByteString.EMPTY, ByteString.copyFrom(new byte[] {-1, -1, -1}))) {
                    Response response = engine.ask(Request.newBuilder()
                            .setQuery(RequestQuery.newBuilder()
                                    .setPath(path)
                                    .setData(data)
                                    .setHeight(data.size() - 1L))
                            .build());
                    assertTrue(response.hasQuery(), path);
                    assertTrue(response.getQuery().getCode() != 0, path);
                }
            }
            assertEquals(0, chain.height());
        }
    }

    @Test
    void whoKnowsNoNodeSaysSo() throws IOException {
        try (ReplicatedChain chain = start("alone")) {
            ManagedChannel channel = NettyChannelBuilder.forTarget(
                            chain.addresses().grpc().toString())
                    .usePlaintext()
                    .build();
            try {
                BroadcastTxRequest request = BroadcastTxRequest.newBuilder()
                        .setTxBytes(ByteString.copyFromUtf8("tx"))
                        .setMode(BroadcastMode.BROADCAST_MODE_SYNC)
                        .build();
                StatusRuntimeException refusal = assertThrows(
                        StatusRuntimeException.class,
                        () -> ServiceGrpc.newBlockingStub(channel).broadcastTx(request));
                assertEquals(Status.Code.UNIMPLEMENTED, refusal.getStatus().getCode());
                assertTrue(refusal.getStatus().getDescription().contains("--node"), refusal.toString());
            } finally {
                channel.shutdownNow();
            }
        }
    }

    /** Asks for blocks as CometBFT does. */
    private static final class Engine implements AutoCloseable {
        private final AbciClient application;

        Engine(Path socket) throws IOException {
            application = AbciClient.open(socket);
        }

        Response ask(Request request) throws IOException {
            return application.ask(request);
        }

        ResponseInfo info() throws IOException {
            return ask(Request.newBuilder()
                            .setInfo(RequestInfo.getDefaultInstance())
                            .build())
                    .getInfo();
        }

        ResponseInitChain begin() throws IOException {
            JsonObject genesis = CometGenesis.parse(CometGenesisTest.genesis(4))
                    .complete(new CometGenesis.Additions(
                            CONFIG.formats(),
                            CometGenesis.defaults(CONFIG),
                            Optional.of("test-1"),
                            List.of(),
                            List.of(),
                            OptionalLong.empty()));
            RequestInitChain.Builder request = RequestInitChain.newBuilder()
                    .setChainId("test-1")
                    .setTime(Times.timestamp(BEGIN))
                    .setInitialHeight(1)
                    .setAppStateBytes(
                            ByteString.copyFromUtf8(genesis.get("app_state").toString()));
            for (int i = 0; i < 4; i++) {
                byte[] key = new byte[32];
                key[0] = (byte) (i + 1);
                request.addValidators(ValidatorUpdate.newBuilder()
                        .setPubKey(PublicKey.newBuilder().setEd25519(ByteString.copyFrom(key)))
                        .setPower(10 + i));
            }
            return ask(Request.newBuilder().setInitChain(request).build()).getInitChain();
        }

        ByteString finalizeBlock(long height) throws IOException {
            Request request = Request.newBuilder()
                    .setFinalizeBlock(RequestFinalizeBlock.newBuilder()
                            .setHeight(height)
                            .setTime(Times.timestamp(BEGIN.plusSeconds(height)))
                            .addTxs(ByteString.copyFromUtf8("no transaction")))
                    .build();
            return ask(request).getFinalizeBlock().getAppHash();
        }

        void commit() throws IOException {
            assertTrue(ask(Request.newBuilder()
                            .setCommit(RequestCommit.getDefaultInstance())
                            .build())
                    .hasCommit());
        }

        @Override
        public void close() throws IOException {
            application.close();
        }
    }
}
