//! Queues that all processes share. The library makes of them what `multiprocessing` has: a lock is a channel with one
//! value in it, a shared number a channel whose value is looked at and set.

use super::Kernel;
use super::schedule::Flow;
use super::tables::{Channel, ThreadId};
use crate::machine::{ExceptionType, Native, Pickled, Raise, Value};

impl Kernel {
    /// Calls about channels that do not wait; `None` where it is none.
    ///
    /// # Errors
    /// What cannot be copied; `IndexError` where there is no value.
    pub(super) fn channel(
        &mut self,
        id: ThreadId,
        native: Native,
        number: usize,
        [b, c]: [Value; 2],
    ) -> Result<Option<Value>, Raise> {
        if native == Native::KernelChannel {
            self.channels.push(Channel::default());
            return Ok(Some(super::primitives::int(self.channels.len() - 1)));
        }
        let put = match native {
            Native::KernelChannelPut => Some(self.copy(id, b)?),
            Native::KernelChannelSet => Some(self.copy(id, c)?),
            Native::KernelChannelTake | Native::KernelChannelPeek | Native::KernelChannelSize => None,
            _ => return Ok(None),
        };
        let index = super::primitives::number(b);
        let Some(of) = self.channels.get_mut(number) else { return Err(nothing()) };
        let found = match (native, put) {
            (Native::KernelChannelPut, Some(value)) => {
                of.values.push_back(value);
                self.wake_waiting(number, c == Value::Bool(true));
                return Ok(Some(Value::None));
            }
            (_, Some(value)) => {
                *of.values.get_mut(index).ok_or_else(nothing)? = value;
                return Ok(Some(Value::None));
            }
            (Native::KernelChannelSize, _) => return Ok(Some(super::primitives::int(of.values.len()))),
            (Native::KernelChannelTake, _) => of.values.pop_front(),
            _ => of.values.get(index).cloned(),
        };
        let found = found.ok_or_else(nothing)?;
        let process = self.process_of(id);
        let Some(of) = self.processes.get_mut(process) else { return Err(nothing()) };
        Ok(Some(self.machine.unpickle(&mut of.heap, &found)))
    }

    fn copy(&self, id: ThreadId, value: Value) -> Result<Pickled, Raise> {
        let Some(of) = self.process(id) else { return Err(nothing()) };
        self.machine.pickle(&of.heap, value)
    }

    /// Lets a thread wait until there is a value in a channel.
    pub(super) fn channel_wait(
        &mut self,
        id: ThreadId,
        number: usize,
        (state, label): (&str, &str),
        timeout: Value,
    ) -> Flow {
        if self.channels.get(number).is_none_or(|channel| !channel.values.is_empty()) {
            return Flow::Value(Value::Bool(true));
        }
        let flow = self.park(id, state, label, timeout);
        if matches!(flow, Flow::Wait)
            && let (Some(channel), Some(thread)) = (self.channels.get_mut(number), self.threads.get(id))
        {
            channel.waiting.push_back((id, thread.waits));
        }
        flow
    }

    /// Wakes the first thread that still waits for a channel's value, or all of them, if there is one.
    pub(super) fn wake_waiting(&mut self, number: usize, everyone: bool) {
        while let Some(channel) = self.channels.get_mut(number).filter(|channel| !channel.values.is_empty())
            && let Some((thread, wait)) = channel.waiting.pop_front()
        {
            if self.unpark_from(thread, wait, None) && !everyone {
                break;
            }
        }
    }
}

fn nothing() -> Raise {
    Raise::new(ExceptionType::IndexError, "the channel is empty")
}
