//! Values as JSON, under a fixed key or under a key behind a length-prefixed namespace.

use std::marker::PhantomData;

use cosmwasm_std::storage_keys::{namespace_with_key, to_length_prefixed};
use cosmwasm_std::{Order, StdError, StdResult, Storage, from_json, to_json_vec};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// One value under one key.
pub struct Item<T> {
    key: &'static str,
    value: PhantomData<T>,
}

impl<T: Serialize + DeserializeOwned> Item<T> {
    pub const fn new(key: &'static str) -> Self {
        Item { key, value: PhantomData }
    }

    pub fn load(&self, storage: &dyn Storage) -> StdResult<T> {
        match storage.get(self.key.as_bytes()) {
            Some(json) => from_json(json),
            None => Err(StdError::msg(format_args!("{} not found", self.key))),
        }
    }

    pub fn save(&self, storage: &mut dyn Storage, value: &T) -> StdResult<()> {
        storage.set(self.key.as_bytes(), &to_json_vec(value)?);
        Ok(())
    }

    pub fn update(&self, storage: &mut dyn Storage, change: impl FnOnce(&mut T)) -> StdResult<T> {
        let mut value = self.load(storage)?;
        change(&mut value);
        self.save(storage, &value)?;
        Ok(value)
    }
}

/// Values under keys of one namespace, iterable in the order of the keys.
pub struct Map<T> {
    namespace: &'static str,
    value: PhantomData<T>,
}

impl<T: Serialize + DeserializeOwned> Map<T> {
    pub const fn new(namespace: &'static str) -> Self {
        Map { namespace, value: PhantomData }
    }

    pub fn may_load(&self, storage: &dyn Storage, key: &[u8]) -> StdResult<Option<T>> {
        storage.get(&self.key(key)).map(from_json).transpose()
    }

    pub fn save(&self, storage: &mut dyn Storage, key: &[u8], value: &T) -> StdResult<()> {
        storage.set(&self.key(key), &to_json_vec(value)?);
        Ok(())
    }

    pub fn remove(&self, storage: &mut dyn Storage, key: &[u8]) {
        storage.remove(&self.key(key));
    }

    /// Entries from `start` (included) to `end` (excluded) within the namespace.
    pub fn range<'a>(
        &self,
        storage: &'a dyn Storage,
        start: Option<&[u8]>,
        end: Option<&[u8]>,
        order: Order,
    ) -> impl Iterator<Item = StdResult<(Vec<u8>, T)>> + use<'a, T> {
        let prefix = to_length_prefixed(self.namespace.as_bytes()).len();
        let (start, end) = self.bounds(start, end);
        storage
            .range(Some(&start), Some(&end), order)
            .map(move |(key, value)| Ok((key[prefix..].to_vec(), from_json(value)?)))
    }

    /// As `range`, without reading the values.
    pub fn keys<'a>(
        &self,
        storage: &'a dyn Storage,
        start: Option<&[u8]>,
        end: Option<&[u8]>,
        order: Order,
    ) -> impl Iterator<Item = Vec<u8>> + use<'a, T> {
        let prefix = to_length_prefixed(self.namespace.as_bytes()).len();
        let (start, end) = self.bounds(start, end);
        storage.range_keys(Some(&start), Some(&end), order).map(move |key| key[prefix..].to_vec())
    }

    fn key(&self, key: &[u8]) -> Vec<u8> {
        namespace_with_key(&[self.namespace.as_bytes()], key)
    }

    /// An open end is the first key behind the namespace; its last character is never 0xff.
    fn bounds(&self, start: Option<&[u8]>, end: Option<&[u8]>) -> (Vec<u8>, Vec<u8>) {
        let behind = || {
            let mut prefix = to_length_prefixed(self.namespace.as_bytes());
            if let Some(last) = prefix.last_mut() {
                *last += 1;
            }
            prefix
        };
        (self.key(start.unwrap_or_default()), end.map_or_else(behind, |end| self.key(end)))
    }
}
