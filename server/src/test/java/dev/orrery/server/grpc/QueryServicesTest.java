package dev.orrery.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.orrery.chain.ChainConfig;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.solo.BlockSchedule;
import dev.orrery.chain.wasm.wiring.WasmModule;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryBalanceRequest;
import dev.orrery.proto.cosmos.base.tendermint.v1beta1.GetBlockByHeightRequest;
import dev.orrery.proto.cosmos.base.tendermint.v1beta1.GetNodeInfoRequest;
import dev.orrery.proto.cosmos.base.tendermint.v1beta1.ServiceGrpc;
import dev.orrery.proto.cosmos.tx.v1beta1.BroadcastMode;
import dev.orrery.proto.cosmos.tx.v1beta1.BroadcastTxRequest;
import dev.orrery.proto.cosmos.tx.v1beta1.GetTxRequest;
import dev.orrery.server.chain.Beginning;
import dev.orrery.server.chain.DevAccount;
import dev.orrery.server.chain.Funding;
import dev.orrery.server.chain.LocalChain;
import dev.orrery.server.comet.NodeIdentity;
import io.grpc.ClientInterceptor;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QueryServicesTest {
    private static final Metadata.Key<String> HEIGHT =
            Metadata.Key.of("x-cosmos-block-height", Metadata.ASCII_STRING_MARSHALLER);
    private static final String ALICE = "wasm14qemq0vw6y3gc3u3e0aty2e764u4gs5lndxgyk";

    private static LocalChain chain;
    private static ManagedChannel channel;

    @BeforeAll
    static void start() throws IOException {
        ListenAddress.Tcp any = (ListenAddress.Tcp) ListenAddress.parse("127.0.0.1:0");
        chain = LocalChain.start(new LocalChain.Settings(
                "testing",
                Optional.empty(),
                new LocalChain.Addresses(any, any, any),
                new BlockSchedule.OnCommand(),
                ChainConfig.of("wasm"),
                List.of(new Funding(DevAccount.ALL.getFirst().address(), Coins.of(Coin.of("ucosm", 10)))),
                WasmModule.Settings.DEFAULT,
                NodeIdentity.COMET_VERSION,
                new Beginning.Anew(),
                false));
        chain.node().produce();
        channel = Grpc.newChannelBuilder(chain.addresses().grpc().toString(), InsecureChannelCredentials.create())
                .build();
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        chain.close();
    }

    @Test
    void theNodeSaysWhichNetworkItIs() {
        assertEquals(
                "testing",
                ServiceGrpc.newBlockingStub(channel)
                        .getNodeInfo(GetNodeInfoRequest.getDefaultInstance())
                        .getDefaultNodeInfo()
                        .getNetwork());
    }

    @Test
    void queriesReachTheStateMachineAndSayWhichHeightTheyRead() {
        AtomicReference<Metadata> headers = new AtomicReference<>();
        ClientInterceptor capture = MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>());
        QueryBalanceRequest request = QueryBalanceRequest.newBuilder()
                .setAddress(ALICE)
                .setDenom("ucosm")
                .build();
        assertEquals(
                "10",
                dev.orrery.proto.cosmos.bank.v1beta1.QueryGrpc.newBlockingStub(channel)
                        .withInterceptors(capture)
                        .balance(request)
                        .getBalance()
                        .getAmount());
        assertEquals("3", headers.get().get(HEIGHT));
    }

    @Test
    void anEarlierHeightMayBeAskedFor() {
        Metadata two = new Metadata();
        two.put(HEIGHT, "2");
        AtomicReference<Metadata> headers = new AtomicReference<>();
        dev.orrery.proto.cosmos.bank.v1beta1.QueryGrpc.newBlockingStub(channel)
                .withInterceptors(
                        MetadataUtils.newAttachHeadersInterceptor(two),
                        MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>()))
                .balance(QueryBalanceRequest.newBuilder()
                        .setAddress(ALICE)
                        .setDenom("ucosm")
                        .build());
        assertEquals("2", headers.get().get(HEIGHT));
    }

    @Test
    void refusalsKeepTheirStatusAndWords() {
        StatusRuntimeException future = assertThrows(
                StatusRuntimeException.class,
                () -> ServiceGrpc.newBlockingStub(channel)
                        .getBlockByHeight(GetBlockByHeightRequest.newBuilder()
                                .setHeight(99)
                                .build()));
        assertEquals(Status.Code.INVALID_ARGUMENT, future.getStatus().getCode());
        assertEquals(
                "requested block height is bigger then the chain length",
                future.getStatus().getDescription());
        String missing = "00".repeat(32);
        StatusRuntimeException notFound = assertThrows(
                StatusRuntimeException.class,
                () -> dev.orrery.proto.cosmos.tx.v1beta1.ServiceGrpc.newBlockingStub(channel)
                        .getTx(GetTxRequest.newBuilder().setHash(missing).build()));
        assertEquals(Status.Code.NOT_FOUND, notFound.getStatus().getCode());
        assertEquals("tx not found: " + missing, notFound.getStatus().getDescription());
    }

    @Test
    void aTransactionThatIsNoneIsAnsweredNotThrown() {
        var response = dev.orrery.proto.cosmos.tx.v1beta1.ServiceGrpc.newBlockingStub(channel)
                .broadcastTx(BroadcastTxRequest.newBuilder()
                        .setTxBytes(ByteString.copyFrom(new byte[3]))
                        .setMode(BroadcastMode.BROADCAST_MODE_SYNC)
                        .build())
                .getTxResponse();
        assertEquals(2, response.getCode());
        assertEquals("sdk", response.getCodespace());
        assertEquals("709E80C88487A2411E1EE4DFB9F22A861492D20C4765150C0C794ABD70F8147C", response.getTxhash());
    }

    @Test
    void reflectionNamesTheServices() throws Exception {
        CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
        StreamObserver<ServerReflectionRequest> requests = ServerReflectionGrpc.newStub(channel)
                .serverReflectionInfo(new StreamObserver<>() {
                    @Override
                    public void onNext(ServerReflectionResponse response) {
                        answer.complete(response);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        answer.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {}
                });
        requests.onNext(
                ServerReflectionRequest.newBuilder().setListServices("*").build());
        List<String> names = answer.get(20, TimeUnit.SECONDS).getListServicesResponse().getServiceList().stream()
                .map(service -> service.getName())
                .toList();
        requests.onCompleted();
        assertTrue(
                names.containsAll(List.of(
                        "cosmos.bank.v1beta1.Query",
                        "cosmos.base.tendermint.v1beta1.Service",
                        "cosmos.tx.v1beta1.Service",
                        "grpc.reflection.v1alpha.ServerReflection")),
                names.toString());
    }
}
