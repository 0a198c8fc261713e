# A JDK 25 and Orrery itself, which has a compiler for contracts in Java.
cd "$root/java"
for contract in counter token; do
  "$root/../orrery" compile -o "$out/$contract.wasm" sdk "$contract" >&2
done

"$root/../orrery" --version | sed -n 's/ (results.*//p; s/^\(Java [0-9.]*\).*/\1/p' >&3
