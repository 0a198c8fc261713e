package dev.orrery.relayer.link;

import dev.orrery.relayer.client.LightClients;
import dev.orrery.relayer.node.View;
import dev.orrery.relayer.work.End;

/**
 * One of the two chains, as it is looked at once.
 *
 * @param clients those that it hosts
 */
public record Side(End end, View view, LightClients clients) {
    public static Side of(End end) {
        return new Side(end, end.view(), new LightClients(end));
    }

    public String chainId() {
        return end.chainId();
    }

    public String signer() {
        return end.signer();
    }
}
