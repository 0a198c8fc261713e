package dev.orrery.server.abci;

import dev.orrery.proto.tendermint.abci.Request;
import dev.orrery.proto.tendermint.abci.Response;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Asks an application as CometBFT does. */
public record AbciClient(SocketChannel channel) implements AutoCloseable {
    public static AbciClient open(Path socket) throws IOException {
        return new AbciClient(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    }

    public Response ask(Request request) throws IOException {
        request.writeDelimitedTo(Channels.newOutputStream(channel));
        return Response.parseDelimitedFrom(Channels.newInputStream(channel));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
