package dev.orrery.server.contracts;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.chain.ChainConfig;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.solo.BlockSchedule;
import dev.orrery.chain.wasm.wiring.WasmModule;
import dev.orrery.proto.contracts.v1.ContractsGrpc;
import dev.orrery.proto.contracts.v1.Failure;
import dev.orrery.proto.contracts.v1.InstantiateRequest;
import dev.orrery.proto.contracts.v1.ListCodesRequest;
import dev.orrery.proto.contracts.v1.StoreCodeRequest;
import dev.orrery.server.chain.Beginning;
import dev.orrery.server.chain.Funding;
import dev.orrery.server.chain.LocalChain;
import dev.orrery.server.grpc.ListenAddress;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A server with the contracts service on a loopback port, and a client of it. */
final class ContractsFixture implements AutoCloseable {
    static final AddressFormat FORMAT = new AddressFormat("wasm");

    private static final ListenAddress.Tcp ANY_PORT =
            new ListenAddress.Tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private static final int MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

    private final LocalChain chain;
    private final ManagedChannel channel;

    /** @param directory of the chain, which goes on there */
    ContractsFixture(Path directory) throws IOException {
        chain = LocalChain.start(new LocalChain.Settings(
                "orrery-1",
                Optional.of(directory.resolve("devnet")),
                new LocalChain.Addresses(ANY_PORT, ANY_PORT, ANY_PORT),
                new BlockSchedule.OnCommand(),
                ChainConfig.of("wasm"),
                List.of(new Funding(Address.ofModule("creator"), Coins.of(Coin.of("ucosm", 1_000)))),
                WasmModule.Settings.DEFAULT,
                "0.38.21",
                new Beginning.Anew(),
                false));
        channel = NettyChannelBuilder.forAddress(
                        ((ListenAddress.Tcp) chain.addresses().grpc()).address())
                .usePlaintext()
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .build();
    }

    LocalChain chain() {
        return chain;
    }

    ContractsGrpc.ContractsBlockingStub client() {
        return ContractsGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
    }

    boolean isNew() {
        return client().listCodes(ListCodesRequest.getDefaultInstance()).getCodesCount() == 0;
    }

    long store(byte[] wasm) {
        return client().storeCode(StoreCodeRequest.newBuilder()
                        .setWasm(ByteString.copyFrom(wasm))
                        .build())
                .getCodeId();
    }

    /** Makes a contract whose admin is its creator. */
    String instantiate(long codeId, String sender, String msg) {
        return client().instantiate(InstantiateRequest.newBuilder()
                        .setCodeId(codeId)
                        .setSender(sender)
                        .setAdmin(sender)
                        .setMsg(ByteString.copyFromUtf8(msg))
                        .build())
                .getContract();
    }

    /** An address that belongs to a name. */
    static String account(String name) {
        return FORMAT.text(Address.ofModule(name));
    }

    /** The status that a call ends with, which must be this one. */
    static Refused refused(Status.Code code, Runnable call) {
        StatusRuntimeException thrown = assertThrows(StatusRuntimeException.class, call::run);
        if (thrown.getStatus().getCode() != code) {
            throw new AssertionError("expected " + code + ", got " + thrown.getStatus(), thrown);
        }
        return new Refused(thrown.getStatus().getDescription(), details(thrown));
    }

    record Refused(String text, Failure details) {}

    private static Failure details(StatusRuntimeException thrown) {
        com.google.rpc.Status status = StatusProto.fromThrowable(thrown);
        try {
            return status == null || status.getDetailsCount() == 0
                    ? Failure.getDefaultInstance()
                    : status.getDetails(0).unpack(Failure.class);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
        chain.close();
    }
}
