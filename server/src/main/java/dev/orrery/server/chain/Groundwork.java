package dev.orrery.server.chain;

import dev.orrery.chain.Wiring;
import dev.orrery.chain.fork.ForkedGround;
import dev.orrery.chain.solo.block.BlockStore;
import dev.orrery.chain.solo.block.ConsensusKey;
import dev.orrery.chain.state.Ground;
import dev.orrery.chain.state.KeyRange;
import dev.orrery.chain.state.db.Batch;
import dev.orrery.chain.state.db.Database;
import dev.orrery.proto.devnet.v1.DumpHead;
import dev.orrery.server.devnet.StateDump;
import dev.orrery.server.fork.ForkOrigin;
import dev.orrery.server.fork.ForkSource;
import dev.orrery.server.fork.LiveChain;
import dev.orrery.vm.Vm;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Makes a home ready for what its chain begins with, and finds what the chain stands on. Used once, before the chain is opened. */
final class Groundwork implements StateMachine.Preparation {
    private final LocalChain.Settings settings;
    private final ChainHome home;
    private final boolean begun;
    private final Resources opened;

    private Optional<ForkOrigin> fork = Optional.empty();
    private ChainGenesis.First first;

    /** @param now the time of a first block that has no other before it */
    Groundwork(LocalChain.Settings settings, ChainHome home, Instant now, Resources opened) {
        this.settings = settings;
        this.home = home;
        this.begun = home.hasChain();
        this.opened = opened;
        first = new ChainGenesis.First(1, now);
    }

    /** Of what the chain is a fork. */
    Optional<ForkOrigin> fork() {
        return fork;
    }

    /** Where a chain begins that hasn't begun. */
    ChainGenesis.First first() {
        return first;
    }

    @Override
    public Ground prepare(Database database, Vm vm) throws IOException {
        if (settings.beginning() instanceof Beginning.FromDump(Path file, var original)) {
            load(file, database, vm);
            if (original.isPresent() && ForkOrigin.read(database).isEmpty()) {
                throw new IOException("--fork: the chain in " + file + " is no fork");
            }
        }
        Optional<LiveChain> original = original(database);
        if (original.isEmpty()) {
            return Ground.NOTHING;
        }
        LiveChain live = opened.remember(original.get());
        fork = Optional.of(live.origin());
        return new ForkedGround(live, database, vm, Wiring.moduleAddresses());
    }

    private Optional<LiveChain> original(Database database) throws IOException {
        Optional<ForkOrigin> known = ForkOrigin.read(database);
        Optional<ForkSource> asked = asked();
        if (asked.isEmpty()) {
            return known.map(origin ->
                    LiveChain.again(origin, settings.config().formats().account()));
        }
        ForkSource source = asked.get();
        if (known.isPresent()) {
            return Optional.of(again(known.get(), source, database));
        }
        if (new BlockStore(database).height() > 0) {
            throw new IOException(home.directory() + " has a chain that is no fork; --fork needs another home");
        }
        LiveChain live = find(source);
        if (live.origin().chainId().equals(settings.chainId())) {
            live.close();
            throw new IOException("--chain-id: a fork of " + settings.chainId()
                    + " needs an id of its own, or what is signed for it would be good there, too");
        }
        Instant before = live.time();
        first = new ChainGenesis.First(
                live.origin().height() + 1, before.isAfter(first.time()) ? before : first.time());
        live.origin().write(database);
        return Optional.of(live);
    }

    /** Whom to ask, where that is said. */
    private Optional<ForkSource> asked() {
        return switch (settings.beginning()) {
            case Beginning.AsFork(ForkSource source) -> Optional.of(source);
            case Beginning.FromDump(Path file, Optional<ForkSource> original) -> original;
            case Beginning.Anew() -> Optional.empty();
            case Beginning.Given(GivenGenesis genesis) -> Optional.empty();
        };
    }

    /** The same chain at the same height, maybe by another node. */
    private LiveChain again(ForkOrigin known, ForkSource source, Database database) throws IOException {
        if (source.height().orElse(known.height()) != known.height()) {
            throw new IOException("--fork: the chain in " + home.directory() + " is a fork of " + known.chainId()
                    + " at block " + known.height() + " and can't become another one");
        }
        if (source.rpc().equals(known.rpc())) {
            return LiveChain.again(known, settings.config().formats().account());
        }
        LiveChain live = find(source.at(known.height()));
        if (!live.origin().chainId().equals(known.chainId())) {
            live.close();
            throw new IOException("--fork: " + source.rpc() + " is a node of "
                    + live.origin().chainId() + ", not of " + known.chainId());
        }
        live.origin().write(database);
        return live;
    }

    private LiveChain find(ForkSource source) throws IOException {
        return LiveChain.find(source, settings.config().formats().account());
    }

    /** Takes a dumped chain into the home. */
    private void load(Path file, Database database, Vm vm) throws IOException {
        if (begun) {
            throw new IOException(home.directory() + " has a chain already; " + file + " needs another home");
        }
        boolean loaded = false;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            DumpHead head = StateDump.read(in, database, vm);
            if (!head.getChainId().equals(settings.chainId())) {
                throw new IOException("it is of chain '" + head.getChainId() + "', which --chain-id must name, not '"
                        + settings.chainId() + "'");
            }
            home.keepValidatorKey(ConsensusKey.fromSeed(head.getValidatorSeed().toByteArray()));
            loaded = true;
        } catch (NoSuchFileException e) {
            throw new IOException("no such file: " + file, e);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(file + " can't be loaded: " + e.getMessage(), e);
        } finally {
            if (!loaded) {
                database.write(new Batch().deleteAll(KeyRange.ALL, database));
            }
        }
    }
}
