//! End-to-end tests: the built page in `dist/`, served on this machine, in a real browser over WebDriver.
//!
//!     cargo test --test end_to_end               all scenarios, in Chromium
//!     cargo test --test end_to_end -- sync stop  those whose name has one of these words in it
//!     TASKLANES_ENGINE=firefox cargo test …      in Firefox, or in `webkit`, which is WebKitGTK
//!
//! The scenarios run one after the other in one browser, because they measure time and count workers. After each,
//! whatever it does, the console has to be clean and no request may have gone to another host. Screenshots,
//! also of failures, go to `screenshots/`.

#![cfg_attr(
    not(target_arch = "wasm32"),
    expect(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::print_stdout,
        clippy::print_stderr,
        reason = "a test, though its own `main` runs it"
    )
)]

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
mod end_to_end {
    pub(crate) mod access;
    pub(crate) mod axe;
    pub(crate) mod browser;
    pub(crate) mod choices;
    pub(crate) mod chromium;
    pub(crate) mod cpython;
    pub(crate) mod driver;
    pub(crate) mod engine;
    pub(crate) mod everyone;
    pub(crate) mod exhibits;
    pub(crate) mod explore;
    pub(crate) mod failures;
    pub(crate) mod firefox;
    pub(crate) mod guesses;
    pub(crate) mod listings;
    pub(crate) mod page;
    pub(crate) mod races;
    pub(crate) mod rows;
    pub(crate) mod server;
    pub(crate) mod stage;
    pub(crate) mod tasks;
    pub(crate) mod traces;
    pub(crate) mod transport;
    pub(crate) mod tries;
    pub(crate) mod webkit;
    pub(crate) mod workers;
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    use end_to_end::{
        access, choices, everyone, explore, failures, guesses, listings, races, rows, stage, tasks, traces, transport,
        tries,
    };

    stage::run(&[
        stage::scenario!(listings::async_one_awaits_on_a_free_thread),
        stage::scenario!(listings::async_await_in_turn_takes_the_sum),
        stage::scenario!(listings::async_create_task_awaits_at_once_on_one_thread),
        stage::scenario!(listings::async_wait_awaits_nine_at_once),
        stage::scenario!(listings::sync_loop_sleeps_in_turn_on_one_thread),
        stage::scenario!(listings::executor_gather_blocks_four_threads_and_not_the_loop),
        stage::scenario!(listings::thread_join_waits_while_the_thread_sleeps),
        stage::scenario!(listings::thread_event_lets_main_go_on_before_the_thread_ends),
        stage::scenario!(listings::thread_called_not_passed_sleeps_on_the_main_thread),
        stage::scenario!(listings::threadpool_map_sleeps_at_once_on_four_threads),
        stage::scenario!(listings::process_pool_sleeps_at_once_in_four_processes),
        stage::scenario!(listings::pyrallel_maps_in_four_processes),
        stage::scenario!(listings::every_listing_takes_the_articles_time),
        stage::scenario!(tries::every_variant_runs_as_it_was_simulated),
        stage::scenario!(tries::one_click_swaps_code_and_chart_and_another_takes_them_back),
        stage::scenario!(tries::a_variant_is_chosen_with_the_keyboard_alone),
        stage::scenario!(tries::a_link_to_a_variant_shows_it),
        stage::scenario!(tries::pointing_at_a_sentence_shows_its_bars),
        stage::scenario!(listings::stop_ends_a_run_at_once_and_leaves_no_worker),
        stage::scenario!(listings::another_run_stops_the_first),
        stage::scenario!(failures::an_endless_loop_leaves_the_page_responsive_and_stops),
        stage::scenario!(failures::an_uncaught_exception_prints_the_traceback),
        stage::scenario!(failures::a_pool_of_none_is_a_value_error),
        stage::scenario!(failures::too_many_lanes_end_with_the_limit_named),
        stage::scenario!(failures::a_lane_worker_that_cannot_start_offers_the_simulation),
        stage::scenario!(traces::a_trace_made_by_hand_and_a_program_are_shown),
        stage::scenario!(traces::every_kind_of_trace_is_shown),
        stage::scenario!(transport::going_back_shows_the_page_as_it_was),
        stage::scenario!(transport::the_playhead_is_dragged_by_its_flag),
        stage::scenario!(transport::a_finger_drags_taps_and_still_scrolls, Touch),
        stage::scenario!(transport::the_playhead_follows_the_keyboard),
        stage::scenario!(transport::the_prediction_is_looked_through_before_a_run),
        stage::scenario!(transport::a_run_goes_on_while_the_playhead_is_elsewhere),
        stage::scenario!(transport::playing_steps_for_who_wants_little_motion, Stillness),
        stage::scenario!(explore::the_wheel_zooms_around_the_pointer_and_pans),
        stage::scenario!(explore::buttons_and_keys_zoom_and_pan),
        stage::scenario!(explore::dragging_moves_the_window_and_a_press_the_playhead),
        stage::scenario!(explore::two_fingers_zoom_and_one_pans, Touch),
        stage::scenario!(explore::the_overview_shows_and_moves_the_window),
        stage::scenario!(explore::a_press_and_a_drag_in_the_overview_move_the_window),
        stage::scenario!(explore::a_window_grabbed_at_its_edge_does_not_jump),
        stage::scenario!(explore::the_window_follows_a_run),
        stage::scenario!(explore::the_window_follows_the_playhead_that_plays),
        stage::scenario!(explore::a_drag_on_the_numbers_measures),
        stage::scenario!(choices::a_pressed_bar_says_what_it_is),
        stage::scenario!(choices::arrows_lead_to_a_bar_from_its_causes),
        stage::scenario!(choices::a_pools_bar_tells_its_result_and_the_end_of_a_wait_its_cause),
        stage::scenario!(choices::the_keyboard_goes_from_bar_to_bar),
        stage::scenario!(choices::a_card_that_is_closed_leaves_the_focus_on_the_page),
        stage::scenario!(choices::lines_name_the_lanes_that_are_at_them),
        stage::scenario!(choices::a_picked_line_outlines_its_bars),
        stage::scenario!(tasks::by_task_what_waits_for_a_worker_is_seen),
        stage::scenario!(rows::switching_the_rows_keeps_the_page_whole),
        stage::scenario!(rows::a_threads_tasks_fold_into_one_row),
        stage::scenario!(rows::of_many_lanes_only_those_in_sight_are_drawn),
        stage::scenario!(rows::the_keyboard_brings_what_it_chooses_into_sight),
        stage::scenario!(rows::of_many_spans_single_bars_are_seen_closer),
        stage::scenario!(rows::an_empty_trace_is_no_harm),
        stage::scenario!(rows::one_lane_is_enough),
        stage::scenario!(rows::spans_that_take_no_time_are_seen),
        stage::scenario!(rows::a_microsecond_beside_an_hour_becomes_wide),
        stage::scenario!(rows::the_windows_words_tell_short_times_apart),
        stage::scenario!(rows::odd_names_stay_in_their_place),
        stage::scenario!(rows::no_playhead_goes_beyond_the_end),
        stage::scenario!(races::four_ways_to_wait_race),
        stage::scenario!(races::a_pool_of_one_races_a_pool_of_ten),
        stage::scenario!(races::called_races_passed),
        stage::scenario!(races::a_race_is_put_together_and_taken_apart),
        stage::scenario!(races::code_and_console_are_those_of_the_runner_in_focus),
        stage::scenario!(races::stop_ends_every_runner),
        stage::scenario!(races::a_link_opens_a_race),
        stage::scenario!(guesses::a_guess_is_made_with_the_mouse_and_judged),
        stage::scenario!(guesses::a_guess_is_made_with_the_keyboard),
        stage::scenario!(guesses::a_guess_is_made_with_a_finger, Touch),
        stage::scenario!(guesses::a_race_is_guessed),
        stage::scenario!(guesses::a_guess_is_not_looked_up),
        stage::scenario!(everyone::the_help_opens_closes_and_gives_the_focus_back),
        stage::scenario!(everyone::every_key_does_what_it_says),
        stage::scenario!(everyone::no_key_acts_where_it_means_something_else),
        stage::scenario!(everyone::no_key_acts_behind_the_help),
        stage::scenario!(everyone::the_table_tells_what_the_chart_shows),
        stage::scenario!(everyone::a_screen_reader_hears_the_start_and_the_end),
        stage::scenario!(everyone::little_motion_means_none, Stillness),
        stage::scenario!(everyone::twice_as_large_everything_is_within_reach),
        stage::scenario!(everyone::a_small_phone_has_room_for_fingers, Touch),
        stage::scenario!(everyone::a_phone_on_its_side_has_room_for_fingers, Touch),
        stage::scenario!(everyone::paper_has_the_chart_and_no_buttons, Paper),
        stage::scenario!(access::works_from_any_sub_path),
        stage::scenario!(access::works_with_the_keyboard_alone),
        stage::scenario!(access::fits_every_screen_and_scheme, Schemes, Stillness),
        stage::scenario!(access::no_state_of_the_page_has_a_violation),
        stage::scenario!(access::no_closer_look_has_a_violation),
        stage::scenario!(access::no_guess_and_no_race_has_a_violation),
    ])
}
