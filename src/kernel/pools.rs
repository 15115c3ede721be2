//! What pools of threads and pools of processes have in common.

use super::Kernel;
use super::schedule::Flow;
use super::tables::{PoolId, Role, ThreadState};

impl Kernel {
    /// A pool's worker has ended: who waits for the last one goes on.
    pub(super) fn worker_over(&mut self, pool: PoolId) {
        let Some(of) = self.pools.get_mut(pool) else { return };
        let left = of
            .workers
            .iter()
            .any(|&worker| self.threads.get(worker).is_some_and(|thread| thread.state != ThreadState::Done));
        if left {
            return;
        }
        for (thread, value) in std::mem::take(&mut of.waiters) {
            self.wake(thread, Flow::Value(value));
        }
    }

    /// The program is at its end: executors take no more calls, process pools are terminated.
    pub(super) fn close_pools(&mut self) {
        for pool in 0..self.pools.len() {
            let worker = self.pools.get(pool).and_then(|pool| pool.workers.first()).copied();
            match worker.and_then(|worker| self.threads.get(worker)).map(|thread| &thread.role) {
                Some(Role::PoolProcess { .. }) => self.terminate(pool),
                _ => self.close_pool(pool),
            }
        }
    }
}
