package dev.orrery.server.http;

import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** Says which paths are web sockets, and what serves them. */
public interface WebSocketEndpoints {
    void configure(ServerWebSocketContainer container);
}
