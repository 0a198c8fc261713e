package dev.orrery.relayer.work;

import com.google.protobuf.Message;
import dev.orrery.relayer.account.Account;
import dev.orrery.relayer.account.SigningKey;
import dev.orrery.relayer.node.Node;
import dev.orrery.relayer.node.NodeException;
import dev.orrery.relayer.node.TxOutcome;
import dev.orrery.relayer.node.View;
import java.time.Duration;
import java.util.List;

/** One of the two chains, and the account that relays there. One thread. */
public final class End implements AutoCloseable {
    /** How often a node is asked for a header that must come. */
    private static final Duration POLL = Duration.ofMillis(100);

    /** How long it may take to come. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Node node;
    private final String chainId;
    private final Account account;

    /** Headers from here on show all that was done here. */
    private long firstHeight;

    private End(Node node, String chainId, Account account, long firstHeight) {
        this.node = node;
        this.chainId = chainId;
        this.account = account;
        this.firstHeight = firstHeight;
    }

    /** @throws NodeException if the node doesn't answer */
    public static End open(Access access) {
        Node node = new Node(access.rpc());
        try {
            Node.Status status = node.status();
            Account account = Account.on(node, status.chainId(), SigningKey.ofWords(access.words()), access.price());
            return new End(node, status.chainId(), account, Math.max(View.FIRST, status.height() + 1));
        } catch (NodeException e) {
            node.close();
            throw e;
        }
    }

    public String chainId() {
        return chainId;
    }

    public Node node() {
        return node;
    }

    /** Who signs here. */
    public String signer() {
        return account.address();
    }

    /** The newest height, without waiting. */
    public long height() {
        return node.status().height();
    }

    /** The chain by its newest header, once that shows all that was done here. */
    public View view() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Node.Status status = node.status();
            if (!status.chainId().equals(chainId)) {
                throw new NodeException(
                        NodeException.Kind.REFUSED, node + " is now of " + status.chainId() + ", not of " + chainId);
            }
            if (status.height() + 1 < firstHeight) {
                throw new NodeException(NodeException.Kind.REFUSED, chainId + " began anew");
            }
            if (status.height() >= firstHeight) {
                return new View(node, chainId, status.height(), status.time());
            }
            pause();
        }
        throw new NodeException(
                NodeException.Kind.UNREACHABLE, chainId + " makes no blocks: still before " + firstHeight);
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NodeException(NodeException.Kind.UNREACHABLE, "interrupted", e);
        }
    }

    /** One transaction; the next view shows what it did. */
    TxOutcome send(List<? extends Message> messages) {
        TxOutcome outcome = account.send(messages);
        firstHeight = Math.max(firstHeight, outcome.height() + 1);
        return outcome;
    }

    @Override
    public void close() {
        node.close();
    }
}
