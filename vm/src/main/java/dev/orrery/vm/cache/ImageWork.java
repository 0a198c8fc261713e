package dev.orrery.vm.cache;

import dev.orrery.engine.Engine;
import dev.orrery.engine.Module;
import dev.orrery.vm.Checksum;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/** Compiles modules in the background and keeps their images. Any thread. */
final class ImageWork {
    /**
     * Modules that wait with all that was decoded of them. Whoever brings one more compiles it on the spot, so that codes can't come
     * faster than they are compiled.
     */
    private static final int MAX_WAITING = 8;

    private final Engine engine;
    private final ImageStore images;
    private final Map<Checksum, Work> works = new ConcurrentHashMap<>();
    private final Executor executor = Background.thread("compiling");

    /** A module whose image is being made. */
    final class Work {
        private final Checksum code;
        private final Module module;
        private final FutureTask<byte[]> task = new FutureTask<>(this::make);

        private Work(Checksum code, Module module) {
            this.code = code;
            this.module = module;
        }

        Module module() {
            return module;
        }

        /** Waits for it. */
        byte[] image() {
            return join(task);
        }

        private byte[] make() {
            try {
                byte[] image = engine.image(module);
                images.save(code, image);
                if (!works.containsKey(code)) { // removed meanwhile
                    images.remove(code);
                }
                return image;
            } finally {
                works.remove(code, this);
            }
        }
    }

    ImageWork(Engine engine, ImageStore images) {
        this.engine = engine;
        this.images = images;
    }

    /** Waits for a result; a thread that is interrupted stays so. */
    private static <T> T join(FutureTask<T> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("a valid module must compile", e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The work on a code, if its image is being made right now. */
    Optional<Work> on(Checksum code) {
        return Optional.ofNullable(works.get(code));
    }

    /** Has the image of a code made and kept, once at a time. */
    void start(Checksum code, Module module) {
        Work mine = new Work(code, module);
        if (works.putIfAbsent(code, mine) != null) {
            return;
        }
        if (works.size() > MAX_WAITING) {
            mine.task.run();
        } else {
            executor.execute(mine.task);
        }
    }

    /** Lets go of a code whose image nobody wants any more. */
    void forget(Checksum code) {
        works.remove(code);
    }

    /** Waits until the images that are being made are kept. */
    void finish() {
        FutureTask<Boolean> last = new FutureTask<>(() -> true);
        executor.execute(last);
        join(last);
    }
}
